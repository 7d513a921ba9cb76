using CsCheck;
using FedPG.Estimators;
using FedPG.Kernels.Lanes;
using FedPG.Random;
using static FedPG.Tests.Estimators.LaneCases;

namespace FedPG.Tests.Estimators;

public class LaneCreditTests
{
    [Fact]
    public void Vectors_and_plain_loops_give_the_same_bits() => Cases.Sample(
        c =>
        {
            double[] plain = Estimate(c, LaneInstructions.None);
            foreach (var instructions in Instructions) Estimate(c, instructions).ShouldBe(plain);
        },
        iter: 300);

    [Fact]
    public void The_credit_is_the_mean_of_rewards_to_go_along_the_trajectories() => Cases.Sample(
        c =>
        {
            var (world, local) = (c.World, c.Local);
            var policy = Policy(c.World, c.Logits);
            var expected = new double[world.States * world.Actions];
            var visited = new byte[local.Horizon * LaneRollOut.BlockSize];
            var thresholds = Thresholds(policy);
            var random = RandomStreams.For(StreamPurpose.Training, c.Seed);
            var generator = new LaneGenerator(random.NextUInt64());
            for (int first = 0; first < local.Batch; first += LaneRollOut.BlockSize)
            {
                int count = Math.Min(LaneRollOut.BlockSize, local.Batch - first);
                LaneRollOut.Plain(
                    new LaneRun(Tables(world), thresholds, world.Actions, ref generator, visited), LaneRollOut.Spread(count, world.States));
                for (int b = 0; b < count; b++)
                {
                    double toGo = 0;
                    for (int t = local.Horizon - 1; t >= 0; t--)
                    {
                        int pair = visited[t * LaneRollOut.BlockSize + b];
                        toGo += Math.Pow(world.Discount, t) * world.Types[0].Rewards[pair];
                        expected[pair] += toGo / local.Batch;
                    }
                }
            }

            double[] credit = Estimate(c, LaneInstructions.None);
            for (int i = 0; i < credit.Length; i++) credit[i].ShouldBe(expected[i], 1e-11);
        },
        iter: 200);

    [Fact]
    public void Rewards_that_are_not_finite_make_the_credit_NaN()
    {
        var world = Worlds.CounterExample();
        var credit = new double[8];
        var policy = Policy(world, new double[8]);
        var estimator = new LaneCredit(Few, world.Discount, world.Actions, LaneInstructions.None);
        estimator.Prepare(policy);
        estimator.Estimate([new CreditTask(Sampler(world), policy, Unbounded, seed: 1, credit)]);
        credit.ShouldAllBe(value => double.IsNaN(value));
    }
}
