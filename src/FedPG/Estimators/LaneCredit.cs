using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    /// <summary>Whether an environment is small enough, and a batch large enough, for lanes.</summary>
    public static bool Suits(LocalOptions local, int states, int actions) =>
        LaneTables.Fits(states, actions) && local.Batch >= LeastBatch && (double)local.Batch * local.Horizon * local.Horizon < 1L << 40;

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
    public void Estimate(
        EnvironmentSampler environment, Policy policy, ReadOnlySpan<double> rewards, ref Xoshiro256PlusPlus random, Span<double> credit)
    {
        var generator = new LaneGenerator(random.NextUInt64());
        if (!TakeRewards(policy.Probabilities, rewards))
        {
            credit.Fill(double.NaN);
            return;
        }

        _sums.Begin(_rewards, _discount);
        for (int first = 0; first < _batch; first += LaneRollOut.BlockSize)
        {
            int trajectories = Math.Min(LaneRollOut.BlockSize, _batch - first);
            var block = LaneRollOut.Spread(trajectories, policy.States);
            LaneRollOut.Run(_instructions, environment.Lanes!, _policy, _actions, block, ref generator, _visited);
            _sums.Add(_visited, trajectories);
        }

        _sums.Mean(credit);
    }

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
