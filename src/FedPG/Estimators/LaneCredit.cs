using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Environments;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Estimators;

/// <summary>Sampled credit of small environments: trajectories in the lanes of vectors, credit in whole numbers.</summary>
internal sealed class LaneCredit : ICreditEstimator
{
    /// <summary>With fewer trajectories most lanes would be idle.</summary>
    private const int LeastBatch = 8;

    private readonly int _batch;
    private readonly int _actions;
    private readonly double _discount;
    private readonly LaneInstructions _instructions;
    private readonly AlignedArray<uint> _policy;
    private readonly AlignedArray<byte> _visited;
    private readonly AlignedArray<double> _rewards = new(LaneTables.MaximumPairs);
    private readonly FixedPointCredit _sums;
    private LaneGenerator _generator;

    /// <summary>An estimator for environments that fit.</summary>
    /// <param name="local">B and T.</param>
    /// <param name="discount">γ.</param>
    /// <param name="actions">A.</param>
    /// <param name="instructions">How trajectories are rolled out.</param>
    public LaneCredit(LocalOptions local, double discount, int actions, LaneInstructions instructions)
    {
        (_batch, _actions, _discount, _instructions) = (local.Batch, actions, discount, instructions);
        _policy = new AlignedArray<uint>((actions - 1) * LaneRollOut.Lanes);
        _visited = new AlignedArray<byte>(local.Horizon * LaneRollOut.BlockSize);
        _sums = new FixedPointCredit(local.Batch, local.Horizon);
    }

    /// <summary>Whether <see cref="EstimateBoth"/> takes less time than two estimates one after the other: it takes as many registers as AVX-512 has.</summary>
    public bool IsQuickerByTwos => _instructions == LaneInstructions.Vector512;

    /// <summary>Whether environments are small enough, a batch large enough, and rewards near enough to each other, for lanes.</summary>
    public static bool Suits(LocalOptions local, EnvironmentSet environments, double temperature) =>
        LaneTables.Fits(environments.States, environments.Actions)
        && local.Batch >= LeastBatch
        && (double)local.Batch * local.Horizon * local.Horizon < 1L << 40
        && environments.Types.All(type => FixedPointCredit.Resolves(local.Batch, local.Horizon, type.Rewards, temperature));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prepare(Policy policy)
    {
        for (int s = 0; s < policy.States; s++)
        {
            LaneTables.Encode(policy.Probabilities.Slice(s * _actions, _actions), _policy.Span[s..], LaneRollOut.Lanes);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Estimate(in CreditTask task)
    {
        if (TryBegin(task)) Complete(task);
    }

    /// <summary>Two estimates, each with the bits that it has alone: while one waits for a look-up the other goes on.</summary>
    /// <param name="first">An estimator.</param>
    /// <param name="firstTask">What it is to estimate.</param>
    /// <param name="second">Another one, of the same settings.</param>
    /// <param name="secondTask">What that one is to estimate.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EstimateBoth(LaneCredit first, in CreditTask firstTask, LaneCredit second, in CreditTask secondTask)
    {
        bool hasFirst = first.TryBegin(firstTask), hasSecond = second.TryBegin(secondTask);
        if (!hasFirst || !hasSecond)
        {
            if (hasFirst) first.Complete(firstTask);
            if (hasSecond) second.Complete(secondTask);
            return;
        }

        for (int begin = 0; begin < first._batch; begin += LaneRollOut.BlockSize)
        {
            int trajectories = Math.Min(LaneRollOut.BlockSize, first._batch - begin);
            var block = LaneRollOut.Spread(trajectories, firstTask.Policy.States);
            LaneRollOut.RunBoth(first._instructions, first.Run(firstTask), second.Run(secondTask), block);
            first._sums.Add(first._visited, trajectories);
            second._sums.Add(second._visited, trajectories);
        }

        first._sums.Mean(firstTask.Credit);
        second._sums.Mean(secondTask.Credit);
    }

    /// <summary>False, and no credit is a number, where a reward that can be met is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryBegin(in CreditTask task)
    {
        if (!TakeRewards(task.Policy.Probabilities, task.Rewards))
        {
            task.Credit.Fill(double.NaN);
            return false;
        }

        _generator = new LaneGenerator(task.Seed);
        _sums.Begin(_rewards, _discount);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Complete(in CreditTask task)
    {
        for (int begin = 0; begin < _batch; begin += LaneRollOut.BlockSize)
        {
            int trajectories = Math.Min(LaneRollOut.BlockSize, _batch - begin);
            LaneRollOut.Run(_instructions, Run(task), LaneRollOut.Spread(trajectories, task.Policy.States));
            _sums.Add(_visited, trajectories);
        }

        _sums.Mean(task.Credit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private LaneRun Run(in CreditTask task) => new(task.Environment.Lanes!, _policy, _actions, ref _generator, _visited);

    /// <summary>Rewards of pairs that can be met; false when one of them is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TakeRewards(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> rewards)
    {
        ref double probability = ref MemoryMarshal.GetReference(probabilities), reward = ref MemoryMarshal.GetReference(rewards), own = ref _rewards.First;
        var isFinite = Vector256<double>.AllBitsSet;
        int i = 0;
        for (; i + 4 <= rewards.Length; i += 4)
        {
            var met = Vector256.ConditionalSelect(
                Vector256.Equals(Vector256.LoadUnsafe(ref probability, (nuint)i), default), default, Vector256.LoadUnsafe(ref reward, (nuint)i));
            isFinite &= Vector256.LessThan(Vector256.Abs(met), Vector256.Create(double.PositiveInfinity));
            met.StoreUnsafe(ref own, (nuint)i);
        }

        bool isRestFinite = true;
        for (; i < rewards.Length; i++)
        {
            Unsafe.Add(ref own, i) = probabilities[i] == 0 ? 0 : rewards[i];
            isRestFinite &= double.IsFinite(Unsafe.Add(ref own, i));
        }

        return isRestFinite && isFinite.AsUInt64() == Vector256<ulong>.AllBitsSet;
    }
}
