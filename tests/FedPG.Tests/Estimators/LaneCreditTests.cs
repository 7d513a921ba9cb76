using CsCheck;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;

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

    private static readonly LaneInstructions[] Instructions =
    [
        LaneInstructions.None,
        .. LaneRollOut256.IsSupported ? [LaneInstructions.Vector256] : Array.Empty<LaneInstructions>(),
        .. LaneRollOut512.IsSupported ? [LaneInstructions.Vector512] : Array.Empty<LaneInstructions>(),
    ];

    private static readonly LocalOptions Few = new() { Batch = 8, Horizon = 3 };

    private static readonly double[] Unbounded = [0, 0, double.PositiveInfinity, 0, 0, 0, 0, 0];

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
    public void Impossible_actions_are_never_visited_and_certain_ones_always() => Gen.ULong.Sample(seed =>
    {
        // From state 0 the second action leads to state 2 for certain; the policy takes no other there.
        double[] transitions = [1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0];
        var world = new EnvironmentSet(0.9, [1, 0, 0], [new MarkovDecisionProcess("certain", 3, 2, transitions, new double[6])]);
        var policy = Policy(world, [-800, 0, 0, 0, 0, 0]);
        var visited = new byte[2 * LaneRollOut.BlockSize];
        var generator = new LaneGenerator(seed);
        LaneRollOut.Plain(new LaneRun(Tables(world), Thresholds(policy), 2, ref generator, visited), LaneBlock.Two);
        visited.Take(32).ShouldAllBe(pair => pair == 1);
        visited.Skip(32).ShouldAllBe(pair => pair == 4 || pair == 5);
    });

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

    /// <summary>For any two agents, and on every machine.</summary>
    [Fact]
    public void Two_agents_estimates_have_the_bits_of_each_alone() => Cases.Sample(
        c =>
        {
            foreach (var instructions in Instructions)
            {
                double[] first = new double[c.Logits.Length], second = new double[c.Logits.Length];
                SoftmaxPolicy policy = Policy(c.World, c.Logits), other = Policy(c.World, [.. c.Logits.Reverse()]);
                var together = Estimator(c, policy, instructions);
                EnvironmentSampler sampler = Sampler(c.World), otherSampler = Sampler(c.World, type: 1);
                var task = new CreditTask(sampler, policy, sampler.Process.RewardTable, c.Seed, first);
                var otherTask = new CreditTask(otherSampler, other, otherSampler.Process.RewardTable, c.Seed + 1, second);
                together.Prepare(other, together.Together - 1);
                if (together.Together == 2)
                {
                    together.Estimate([task, otherTask]);
                }
                else
                {
                    together.Estimate([otherTask]);
                    together.Prepare(policy);
                    together.Estimate([task]);
                }

                double[] alone = new double[c.Logits.Length], otherAlone = new double[c.Logits.Length];
                Estimator(c, policy, LaneInstructions.None)
                    .Estimate([new CreditTask(sampler, policy, sampler.Process.RewardTable, c.Seed, alone)]);
                Estimator(c, other, LaneInstructions.None)
                    .Estimate([new CreditTask(otherSampler, other, otherSampler.Process.RewardTable, c.Seed + 1, otherAlone)]);
                first.ShouldBe(alone);
                second.ShouldBe(otherAlone);
            }
        },
        iter: 300);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Of_two_agents_only_the_one_whose_rewards_are_not_finite_has_no_credit(bool isFirstBad, bool isSecondBad)
    {
        var world = Worlds.CounterExample();
        double[] first = new double[8], second = new double[8], alone = new double[8];
        var policy = Policy(world, new double[8]);
        double[] rewards = [1, 2, 3, 4, 5, 6, 7, 8];
        var task = new CreditTask(Sampler(world), policy, isFirstBad ? Unbounded : rewards, seed: 7, first);
        var otherTask = new CreditTask(Sampler(world), policy, isSecondBad ? Unbounded : rewards, seed: 7, second);
        var estimator = Ready();
        if (estimator.Together == 2)
        {
            estimator.Estimate([task, otherTask]);
        }
        else
        {
            estimator.Estimate([task]);
            estimator.Estimate([otherTask]);
        }

        Ready().Estimate([new CreditTask(Sampler(world), policy, rewards, seed: 7, alone)]);
        foreach (var (credit, isBad) in new[] { (first, isFirstBad), (second, isSecondBad) })
        {
            if (isBad) credit.ShouldAllBe(value => double.IsNaN(value));
            else credit.ShouldBe(alone);
        }

        LaneCredit Ready()
        {
            var ready = new LaneCredit(Few, world.Discount, world.Actions, LaneRollOut.Best);
            for (int place = 0; place < ready.Together; place++) ready.Prepare(policy, place);
            return ready;
        }
    }

    [Fact]
    public void Every_lane_is_an_independent_generator()
    {
        var lanes = new LaneGenerator(42);
        var seeds = new SplitMix64(42);
        ulong[] words = [.. Enumerable.Range(0, 32).Select(_ => seeds.Next())];
        var generators = Enumerable.Range(0, 8)
            .Select(lane => new Xoshiro256PlusPlus(words[lane], words[8 + lane], words[16 + lane], words[24 + lane]))
            .ToArray();
        for (int i = 0; i < 100; i++)
        {
            var next = lanes.Next();
            for (int lane = 0; lane < 8; lane++) next[lane].ShouldBe(generators[lane].NextUInt64());
        }
    }

    [Fact]
    public void Thresholds_match_every_probability_within_two_to_the_minus_32() => Gen.Double[0, 1].Array[2, 8].Sample(row =>
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

    private static double[] Estimate(
        (EnvironmentSet World, LocalOptions Local, double[] Logits, ulong Seed) c, LaneInstructions instructions)
    {
        var credit = new double[c.World.States * c.World.Actions];
        var sampler = Sampler(c.World);
        var policy = Policy(c.World, c.Logits);
        var random = RandomStreams.For(StreamPurpose.Training, c.Seed);
        Estimator(c, policy, instructions)
            .Estimate([new CreditTask(sampler, policy, sampler.Process.RewardTable, random.NextUInt64(), credit)]);
        return credit;
    }

    private static LaneCredit Estimator(
        (EnvironmentSet World, LocalOptions Local, double[] Logits, ulong Seed) c, Policy policy, LaneInstructions instructions)
    {
        var estimator = new LaneCredit(c.Local, c.World.Discount, c.World.Actions, instructions);
        estimator.Prepare(policy);
        return estimator;
    }

    private static EnvironmentSampler Sampler(EnvironmentSet world, int type = 0) =>
        new(world.Types[type], world.InitialDistribution.AsSpan());

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
