using FedPG.Control.Exact;
using FedPG.Control.Processes;
using FedPG.Policies;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Tests.Control.Exact;

/// <summary>Known values of product servos, and the process against its table.</summary>
public class ServoTests
{
    private const double Gamma = 0.9;

    [Theory]
    [InlineData(0, -0.026556818181818, -5.174276698393573)]
    [InlineData(0.1, -0.072872182762293, -5.140756167328949)]
    [InlineData(0.3, -0.199517221378734, -5.056455129252621)]
    [InlineData(0.5, -0.408264462809917, -4.936519975757296)]
    public void Optima_and_the_uniform_policys_values_are_known(double slip, double optimum, double uniform)
    {
        var environments = ServoTable.Of([new ProductServo(1, slip, Target: 5, IsReversed: false)], Gamma);
        ReferenceValues.Compute(environments, agents: 1).UpperBound!.Value.ShouldBe(optimum, 1e-13);
        var policies = new Policy[] { Uniform(), Uniform(), Uniform() };
        ServoTable.Value(new FederatedObjective(environments, agents: 1), policies).ShouldBe(uniform, 1e-13);
    }

    [Fact]
    public void The_best_common_policy_of_three_targets_is_known()
    {
        var environments = ServoTable.Of([Servo(target: 4), Servo(target: 5), Servo(target: 6)], Gamma);
        var values = ReferenceValues.Compute(environments, agents: 3);
        double[] own = [-0.077704850094960, -0.072872182762293, -0.108892069468993];
        for (int i = 0; i < 3; i++) values.PerEnvironmentOptima[i].ShouldBe(own[i], 1e-13);
        values.BestStationary!.Value.ShouldBe(-0.339538849428959, 1e-10);
    }

    [Fact]
    public void Types_with_a_reversed_actuator_need_a_random_policy()
    {
        var environments = ServoTable.Of([Servo(5), Servo(5) with { IsReversed = true }], Gamma);
        var values = ReferenceValues.Compute(environments, agents: 2);
        values.BestStationary!.Value.ShouldBeGreaterThan(values.BestDeterministic!.Value + 0.1);
    }

    [Fact]
    public void Gradients_are_the_slopes_of_the_value()
    {
        var objective = new FederatedObjective(ServoTable.Of([Servo(5), Servo(6)], Gamma), agents: 2);
        SoftmaxPolicy[] policies = [Uniform(), Uniform()];
        double[][] parameters = [[.. Enumerable.Range(0, 88).Select(i => Math.Sin(i))], new double[88]];
        double[][] gradient = ServoTable.Gradient(objective, Set(0, 0, 0));
        const double Step = 1e-5;
        foreach (var (d, i) in new[] { (0, 3), (0, 41), (1, 7), (1, 80) })
        {
            double up = ServoTable.Value(objective, Set(d, i, Step)), down = ServoTable.Value(objective, Set(d, i, -Step));
            gradient[d][i].ShouldBe((up - down) / (2 * Step), 1e-8);
        }

        SoftmaxPolicy[] Set(int dimension, int index, double by)
        {
            for (int k = 0; k < 2; k++)
            {
                double[] moved = [.. parameters[k]];
                if (k == dimension) moved[index] += by;
                policies[k].SetParameters(moved);
            }

            return policies;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_process_moves_according_to_its_table(bool isReversed)
    {
        var servo = new ProductServo(2, Slip: 0.25, Target: 6, isReversed);
        var table = ServoTable.Of([servo], Gamma).Types[0];
        for (int x = 0; x < ProductServo.Positions; x++)
        {
            for (int m = 0; m < ServoTable.Actions; m++)
            {
                var single = new Single(LaneProcess.Of(servo), x, x);
                double slipped = single.Step([m - 4, m - 4], [0.24, 0.24]);
                single.State.ShouldBe([x, x]);
                double moved = single.Step([m - 4, m - 4], [0.25, 0.99]);
                table.Reward(x, m).ShouldBe(0.25 * slipped + 0.75 * moved, 1e-14);
                table.TransitionRow(x, m)[(int)single.State[0]].ShouldBeGreaterThanOrEqualTo(0.75);
                single.State[1].ShouldBe(single.State[0]);
            }
        }
    }

    [Fact]
    public void First_positions_are_uniform()
    {
        var single = new Single(LaneProcess.Of(Servo(5)));
        for (int x = 0; x < 11; x++)
        {
            single.Reset((x + 0.01) / 11).ShouldBe([x]);
            single.Reset((x + 0.99) / 11).ShouldBe([x]);
        }
    }

    private static ProductServo Servo(double target) => new(1, Slip: 0.1, target, IsReversed: false);

    private static SoftmaxPolicy Uniform()
    {
        var policy = new SoftmaxPolicy(ProductServo.Positions, ServoTable.Actions);
        policy.SetParameters(new double[ProductServo.Positions * ServoTable.Actions]);
        return policy;
    }
}
