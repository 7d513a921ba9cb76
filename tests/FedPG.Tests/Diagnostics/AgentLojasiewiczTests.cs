using CsCheck;
using FedPG.Diagnostics;
using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Diagnostics;

public class AgentLojasiewiczTests
{
    [Fact]
    public void Both_inequalities_hold_in_random_worlds_at_random_parameters()
    {
        var gen =
            from world in Worlds.Small()
            from theta in Worlds.Numbers(world.States * world.Actions, size: 6)
            from temperature in Gen.Double[0.01, 2]
            from start in Gen.Double[0, 1].Array[world.States]
            where start.Sum() > 0.1
            select (world, theta, temperature, start: Array.ConvertAll(start, share => share / start.Sum()));
        gen.Sample(
            sample =>
            {
                var policy = Softmax(sample.world.States, sample.world.Actions, sample.theta);
                foreach (var process in sample.world.Types)
                {
                    var agent = new AgentLojasiewicz(process, sample.world.Discount, sample.start, sample.temperature);
                    var (plain, regularized) = (agent.Plain(policy), agent.Regularized(policy)!.Value);
                    foreach (var bound in (LojasiewiczBound[])[plain, regularized])
                    {
                        bound.GradientNorm.ShouldBeGreaterThanOrEqualTo(bound.Bound * (1 - 1e-9) - 1e-12);
                        bound.Gap.ShouldBeLessThanOrEqualTo(bound.LargestGap);
                        bound.AllowedGap.ShouldBeGreaterThanOrEqualTo(bound.Gap * (1 - 1e-9) - 1e-9);
                    }
                }
            },
            iter: 400);
    }

    [Fact]
    public void Norms_and_gaps_are_those_of_the_objective()
    {
        var gen = from world in Worlds.Small() from theta in Worlds.Numbers(world.States * world.Actions) select (world, theta);
        gen.Sample(
            sample =>
            {
                var policy = Softmax(sample.world.States, sample.world.Actions, sample.theta);
                var alone = new EnvironmentSet(sample.world.Discount, sample.world.InitialDistribution.AsSpan(), [sample.world.Types[0]]);
                var objective = new FederatedObjective(alone, 1);
                var agent = new AgentLojasiewicz(alone.Types[0], alone.Discount, alone.EvaluationDistribution.AsSpan(), 0.3);
                agent.Plain(policy).GradientNorm.ShouldBe(Norm(objective.Gradient(policy, 0)), 1e-9);
                agent.Regularized(policy)!.Value.GradientNorm.ShouldBe(Norm(objective.Gradient(policy, 0.3)), 1e-9);
            },
            iter: 100);
    }

    [Fact]
    public void The_bounds_of_a_bandit_agree_with_a_calculation_by_hand()
    {
        // One state, rewards 1 and 0, γ = 0.9: J = 10p. At p = ½ both entries of the gradient are ±10·¼; J* − J = 5; C = p.
        var bandit = new MarkovDecisionProcess("bandit", states: 1, actions: 2, [1, 1], [1, 0]);
        var policy = Softmax(1, 2, [0, 0]);
        var agent = new AgentLojasiewicz(bandit, 0.9, [1], temperature: 1);
        var plain = agent.Plain(policy);
        plain.GradientNorm.ShouldBe(2.5 * Math.Sqrt(2), 1e-12);
        plain.Coefficient.ShouldBe(0.5, 1e-12);
        plain.Gap.ShouldBe(5, 1e-12);
        plain.Bound.ShouldBe(2.5, 1e-12);
        plain.LargestGap.ShouldBe(10, 1e-12);
        plain.IsVacuous.ShouldBeFalse();

        // With λ = 1 the optimum is 10 log(1 + e) and the uniform policy is worth 10 (½ + log 2); C = √2 · ½.
        var regularized = agent.Regularized(policy)!.Value;
        regularized.GradientNorm.ShouldBe(2.5 * Math.Sqrt(2), 1e-12);
        regularized.Coefficient.ShouldBe(Math.Sqrt(0.5), 1e-12);
        regularized.Gap.ShouldBe(10 * (Math.Log(1 + Math.E) - 0.5 - Math.Log(2)), 1e-10);
        regularized.Bound.ShouldBe(Math.Sqrt(0.5 * regularized.Gap), 1e-12);
    }

    [Fact]
    public void A_state_that_is_never_first_makes_the_regularised_bound_vacuous()
    {
        var world = new SyntheticEnvironment { States = 2, Actions = 2 }.Build(0.9);
        var bound = new AgentLojasiewicz(world.Types[0], 0.9, [1, 0], temperature: 0.1).Regularized(Softmax(2, 2, [0, 0, 0, 0]))!.Value;
        bound.Bound.ShouldBe(0);
        bound.AllowedGap.ShouldBe(double.PositiveInfinity);
        bound.IsVacuous.ShouldBeTrue();
    }

    [Fact]
    public void Without_a_temperature_there_is_no_regularised_bound() =>
        new AgentLojasiewicz(Worlds.CounterExample().Types[0], 0.99, [1, 0], temperature: 0)
            .Regularized(Softmax(2, 4, new double[8])).ShouldBeNull();

    private static SoftmaxPolicy Softmax(int states, int actions, double[] theta)
    {
        var policy = new SoftmaxPolicy(states, actions);
        policy.SetParameters(theta);
        return policy;
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));
}
