using CsCheck;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Tests.Estimators;

/// <summary>Random small environments, and what estimates their credit in lanes.</summary>
internal static class LaneCases
{
    public static readonly Gen<(EnvironmentSet World, LocalOptions Local, double[] Logits, ulong Seed)> Cases =
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

    public static readonly LaneInstructions[] Instructions =
    [
        LaneInstructions.None,
        .. LaneRollOut256.IsSupported ? [LaneInstructions.Vector256] : Array.Empty<LaneInstructions>(),
        .. LaneRollOut512.IsSupported ? [LaneInstructions.Vector512] : Array.Empty<LaneInstructions>(),
    ];

    public static readonly LocalOptions Few = new() { Batch = 8, Horizon = 3 };

    public static readonly double[] Unbounded = [0, 0, double.PositiveInfinity, 0, 0, 0, 0, 0];

    public static double[] Estimate(
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

    public static LaneCredit Estimator(
        (EnvironmentSet World, LocalOptions Local, double[] Logits, ulong Seed) c, Policy policy, LaneInstructions instructions)
    {
        var estimator = new LaneCredit(c.Local, c.World.Discount, c.World.Actions, instructions);
        estimator.Prepare(policy);
        return estimator;
    }

    public static EnvironmentSampler Sampler(EnvironmentSet world, int type = 0) =>
        new(world.Types[type], world.InitialDistribution.AsSpan());

    public static LaneTables Tables(EnvironmentSet world) => LaneTables.Of(world.Types[0], world.InitialDistribution.AsSpan())!;

    public static SoftmaxPolicy Policy(EnvironmentSet world, double[] logits)
    {
        var policy = new SoftmaxPolicy(world.States, world.Actions);
        policy.SetParameters(logits);
        return policy;
    }

    public static uint[] Thresholds(Policy policy)
    {
        var thresholds = new uint[(policy.Actions - 1) * LaneRollOut.Lanes];
        for (int s = 0; s < policy.States; s++)
        {
            LaneTables.Encode(policy.Probabilities.Slice(s * policy.Actions, policy.Actions), thresholds.AsSpan(s), LaneRollOut.Lanes);
        }

        return thresholds;
    }
}
