using CsCheck;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Tests.Estimators;

public class LaneCreditTests
{
    private static readonly Gen<(EnvironmentSet World, LocalOptions Local, double[] Logits, ulong Seed)> Cases =
        from states in Gen.Int[2, 16]
        from actions in Gen.Int[2, 32 / states]
        from seed in Gen.Long[0, 1_000_000]
        from batch in Gen.Int[8, 70]
        from horizon in Gen.Int[1, 30]
        from logits in Gen.Double[-30, 30].Array[states * actions]
        select (
            new SyntheticEnvironment { States = states, Actions = actions, Seed = seed }.Build(0.95),
            new LocalOptions { Batch = batch, Horizon = horizon },
            logits,
            (ulong)seed);

    [Fact]
    public void Vectors_and_plain_loops_give_the_same_bits() => Cases.Sample(
        c =>
        {
            double[] plain = Estimate(c, LaneInstructions.None);
            if (LaneRollOut256.IsSupported) Estimate(c, LaneInstructions.Vector256).ShouldBe(plain);
            if (LaneRollOut512.IsSupported) Estimate(c, LaneInstructions.Vector512).ShouldBe(plain);
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
                LaneRollOut.Plain(Tables(world), thresholds, world.Actions, LaneRollOut.Spread(count, world.States), ref generator, visited);
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
    public void What_has_no_probability_is_never_visited_and_what_is_certain_always() => Gen.ULong.Sample(seed =>
    {
        // From state 0 the second action leads to state 2 for certain; the policy takes no other there.
        double[] transitions = [1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0];
        var world = new EnvironmentSet(0.9, [1, 0, 0], [new MarkovDecisionProcess("certain", 3, 2, transitions, new double[6])]);
        var policy = Policy(world, [-800, 0, 0, 0, 0, 0]);
        var visited = new byte[2 * LaneRollOut.BlockSize];
        var generator = new LaneGenerator(seed);
        LaneRollOut.Plain(Tables(world), Thresholds(policy), 2, LaneBlock.Two, ref generator, visited);
        visited.Take(32).ShouldAllBe(pair => pair == 1);
        visited.Skip(32).ShouldAllBe(pair => pair == 4 || pair == 5);
    });

    [Fact]
    public void Rewards_that_are_not_finite_make_the_credit_so()
    {
        var world = Worlds.CounterExample();
        var local = new LocalOptions { Batch = 8, Horizon = 3 };
        var credit = new double[8];
        var random = RandomStreams.For(StreamPurpose.Training, 1);
        var policy = Policy(world, new double[8]);
        var estimator = new LaneCredit(local, world.Discount, world.Actions, LaneInstructions.None);
        estimator.Prepare(policy);
        estimator.Estimate(
            new EnvironmentSampler(world.Types[0], world.InitialDistribution.AsSpan()), policy, [0, 0, double.PositiveInfinity, 0, 0, 0, 0, 0], ref random, credit);
        credit.ShouldAllBe(value => double.IsNaN(value));
    }

    [Fact]
    public void Every_lane_is_a_generator_of_its_own()
    {
        var lanes = new LaneGenerator(42);
        var seeds = new SplitMix64(42);
        ulong[] words = [.. Enumerable.Range(0, 32).Select(_ => seeds.Next())];
        var generators = Enumerable.Range(0, 8).Select(lane => new Xoshiro256PlusPlus(words[lane], words[8 + lane], words[16 + lane], words[24 + lane])).ToArray();
        for (int i = 0; i < 100; i++)
        {
            var next = lanes.Next();
            for (int lane = 0; lane < 8; lane++) next[lane].ShouldBe(generators[lane].NextUInt64());
        }
    }

    [Fact]
    public void Thresholds_meet_every_probability_within_two_to_the_minus_32() => Gen.Double[0, 1].Array[2, 8].Sample(row =>
    {
        double total = row.Sum();
        if (total == 0) return;
        double[] probabilities = [.. row.Select(p => p / total)];
        var thresholds = new uint[row.Length - 1];
        LaneTables.Encode(probabilities, thresholds, stride: 1);
        double cumulative = 0;
        for (int j = 0; j < thresholds.Length; j++)
        {
            cumulative += probabilities[j];
            ((thresholds[j] + 1.0) / 4294967296.0).ShouldBe(cumulative, 1.01 / 4294967296.0);
        }
    });

    private static double[] Estimate((EnvironmentSet World, LocalOptions Local, double[] Logits, ulong Seed) c, LaneInstructions instructions)
    {
        var random = RandomStreams.For(StreamPurpose.Training, c.Seed);
        var credit = new double[c.World.States * c.World.Actions];
        var process = c.World.Types[0];
        var policy = Policy(c.World, c.Logits);
        var estimator = new LaneCredit(c.Local, c.World.Discount, c.World.Actions, instructions);
        estimator.Prepare(policy);
        estimator.Estimate(
            new EnvironmentSampler(process, c.World.InitialDistribution.AsSpan()), policy, process.Rewards, ref random, credit);
        return credit;
    }

    private static LaneTables Tables(EnvironmentSet world) => LaneTables.Of(world.Types[0], world.InitialDistribution.AsSpan())!;

    private static SoftmaxPolicy Policy(EnvironmentSet world, double[] logits)
    {
        var policy = new SoftmaxPolicy(world.States, world.Actions);
        policy.SetParameters(logits);
        return policy;
    }

    private static uint[] Thresholds(Policy policy)
    {
        var thresholds = new uint[(policy.Actions - 1) * LaneRollOut.Lanes];
        for (int s = 0; s < policy.States; s++)
        {
            LaneTables.Encode(policy.Probabilities.Slice(s * policy.Actions, policy.Actions), thresholds.AsSpan(s), LaneRollOut.Lanes);
        }

        return thresholds;
    }
}
