using FedPG.Control.Processes;
using FedPG.Random;

namespace FedPG.Tests.Control.Processes;

public class CartPoleTests
{
    private static readonly CartPole _gymnasium = new(HalfLength: 0.5, PoleMass: 0.1, Force: 10);

    [Fact]
    public void Steps_are_those_of_Gymnasium()
    {
        var pole = new Single(LaneProcess.Of(_gymnasium), 0.01, -0.02, 0.03, 0.04);
        pole.Step(1).ShouldBe(1);
        ShouldBe(pole.State, [0.0096, 0.1746791957, 0.0308, -0.2430687180]);
        for (int t = 1; t < 10; t++) pole.Step(t % 2 == 0 ? 1 : -1);
        ShouldBe(pole.State, [0.0251707698, -0.0234304052, 0.0162536138, 0.1156695584]);
    }

    [Fact]
    public void Random_pushes_last_22_steps()
    {
        var random = RandomStreams.For(StreamPurpose.Search, seed: 1);
        const int Episodes = 20_000;
        double sum = 0, squares = 0;
        var pole = new Single(LaneProcess.Of(_gymnasium));
        for (int episode = 0; episode < Episodes; episode++)
        {
            pole.Reset(random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble());
            double steps = 0;
            while (!pole.Ended) steps += pole.Step(random.NextDouble() < 0.5 ? -1 : 1);
            sum += steps;
            squares += steps * steps;
        }

        double mean = sum / Episodes, error = Math.Sqrt((squares / Episodes - mean * mean) / Episodes);
        mean.ShouldBe(22.39, 0.13 * 3 + 3 * error);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void One_linear_rule_balances_every_length(double halfLength)
    {
        var random = RandomStreams.For(StreamPurpose.Search, seed: 2);
        var pole = new Single(LaneProcess.Of(_gymnasium with { HalfLength = halfLength }));
        for (int episode = 0; episode < 20; episode++)
        {
            pole.Reset(random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble());
            for (int t = 0; t < 500; t++)
            {
                double[] s = pole.State;
                pole.Step(s[0] + 1.5 * s[1] + 18 * s[2] + 3.5 * s[3] > 0 ? 1 : -1).ShouldBe(1);
                pole.Ended.ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void A_trajectory_that_has_ended_keeps_its_state_and_earns_nothing()
    {
        var pole = new Single(LaneProcess.Of(_gymnasium), 2.39, 2, 0, 0);
        pole.Step(0).ShouldBe(1);
        pole.Ended.ShouldBeTrue();
        double[] last = pole.State;
        pole.Step(1).ShouldBe(0);
        pole.Ended.ShouldBeTrue();
        pole.State.ShouldBe(last);
    }

    private static void ShouldBe(double[] found, double[] expected)
    {
        for (int i = 0; i < expected.Length; i++) found[i].ShouldBe(expected[i], 5.1e-11);
    }
}
