using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;

namespace FedPG.Kernels.Lanes;

/// <summary>
/// Sums of rewards to go in 64-bit integers. Integer sums do not depend on their order, so several can proceed at once, and adding an
/// integer to memory is faster than adding a double. The unit is a power of two chosen so that no sum can overflow: at most 2^-50 of the
/// largest reward for B·T² up to 2^12, and in general B·T²·2^-62 of it.
/// </summary>
internal sealed class FixedPointCredit(int batch, int horizon)
{
    private const int Pairs = LaneTables.MaximumPairs;

    /// <summary>Adding 1.5·2^52 leaves the nearest integer in the low bits of a double of magnitude below 2^51.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>The smallest reward in units: rounding then changes a reward by at most one part in 2^13.</summary>
    private const int LeastUnits = 1 << 12;

    private readonly AlignedArray<long> _discounted = new(horizon * Pairs);
    private readonly AlignedArray<long> _sums = new(Pairs * Histograms);
    private readonly AlignedArray<double> _rewards = new(Pairs);
    private bool _hasRewards;
    private int _exponent;

    private const int Histograms = 4;

    /// <summary>
    /// Whether the rewards are close enough to each other for one unit: with a cost of 1e15, a reward of 1 would be rounded to 0. This
    /// depends only on rewards and settings, not on which rewards trajectories meet.
    /// </summary>
    /// <param name="batch">B.</param>
    /// <param name="horizon">T.</param>
    /// <param name="rewards">The rewards of an environment.</param>
    /// <param name="temperature">λ, the size of the regularisation's part of the rewards.</param>
    public static bool Resolves(int batch, int horizon, ReadOnlySpan<double> rewards, double temperature)
    {
        double largest = temperature, least = temperature > 0 ? temperature : double.PositiveInfinity;
        foreach (double reward in rewards)
        {
            largest = Math.Max(largest, Math.Abs(reward));
            if (reward != 0) least = Math.Min(least, Math.Abs(reward));
        }

        return largest == 0 || least >= Math.ScaleB(LeastUnits, 1 + Math.ILogB(largest) - Digits(batch, horizon));
    }

    /// <summary>The number of binary digits of the largest reward in units.</summary>
    private static int Digits(int batch, int horizon) => Math.Min(50, 61 - Math.ILogB((double)batch * horizon * horizon));

    /// <summary>
    /// Begins a local step: clears the sums and, unless the rewards are those of the last step, computes γ^t r̃ for every step and pair.
    /// </summary>
    /// <param name="rewards">r̃, finite, padded to [32].</param>
    /// <param name="discount">γ, the same in every call.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(ReadOnlySpan<double> rewards, double discount)
    {
        for (int i = 0; i < Pairs * Histograms; i += Vector512<long>.Count) Vector512<long>.Zero.StoreUnsafe(ref _sums.First, (nuint)i);
        if (_hasRewards && AreThoseBefore(ref MemoryMarshal.GetReference(rewards))) return;
        rewards.CopyTo(_rewards);
        _hasRewards = true;
        double largest = 0;
        foreach (double reward in rewards) largest = Math.Max(largest, Math.Abs(reward));
        _exponent = largest == 0 ? 0 : Math.Min(1000, Digits(batch, horizon) - (1 + Math.ILogB(largest)));

        ref double from = ref MemoryMarshal.GetReference(rewards);
        ref long to = ref _discounted.First;
        double scale = Math.ScaleB(1.0, _exponent);
        var rounder = Vector512.Create(Rounder);
        for (int t = 0; t < horizon; t++, scale *= discount)
        {
            for (int pair = 0; pair < Pairs; pair += Vector512<double>.Count)
            {
                var scaled = Vector512.LoadUnsafe(ref from, (nuint)pair) * Vector512.Create(scale);
                var whole = (scaled + rounder).AsInt64() - rounder.AsInt64();
                whole.StoreUnsafe(ref to, (nuint)(t * Pairs + pair));
            }
        }
    }

    // Inlined: a local step takes only some hundred nanoseconds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreThoseBefore(ref double rewards)
    {
        var difference = Vector512<long>.Zero;
        for (int i = 0; i < Pairs; i += Vector512<double>.Count)
        {
            difference |= (Vector512.LoadUnsafe(ref rewards, (nuint)i) ^ Vector512.LoadUnsafe(ref _rewards.First, (nuint)i)).AsInt64();
        }

        return difference == Vector512<long>.Zero;
    }

    /// <summary>Adds the rewards to go of a block's first trajectories.</summary>
    /// <param name="visited">The pairs of the trajectories, all below 32, [T][32].</param>
    /// <param name="trajectories">The number of trajectories.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> visited, int trajectories)
    {
        ref byte pairs = ref MemoryMarshal.GetReference(visited);
        ref long discounted = ref _discounted.First;
        ref long sums = ref _sums.First;
        int b = 0;
        for (; b + Histograms <= trajectories; b += Histograms)
        {
            // Four trajectories, each with its own histogram, so that an addition does not wait for the preceding one.
            long go0 = 0, go1 = 0, go2 = 0, go3 = 0;
            ref byte four = ref Unsafe.Add(ref pairs, (horizon - 1) * LaneRollOut.BlockSize + b);
            ref long rewards = ref Unsafe.Add(ref discounted, (horizon - 1) * Pairs);
            for (int t = horizon; t > 0; t--)
            {
                nuint p0 = four, p1 = Unsafe.Add(ref four, 1), p2 = Unsafe.Add(ref four, 2), p3 = Unsafe.Add(ref four, 3);
                go0 += Unsafe.Add(ref rewards, p0);
                go1 += Unsafe.Add(ref rewards, p1);
                go2 += Unsafe.Add(ref rewards, p2);
                go3 += Unsafe.Add(ref rewards, p3);
                Unsafe.Add(ref sums, p0) += go0;
                Unsafe.Add(ref sums, p1 + Pairs) += go1;
                Unsafe.Add(ref sums, p2 + 2 * Pairs) += go2;
                Unsafe.Add(ref sums, p3 + 3 * Pairs) += go3;
                four = ref Unsafe.Subtract(ref four, LaneRollOut.BlockSize);
                rewards = ref Unsafe.Subtract(ref rewards, Pairs);
            }
        }

        for (; b < trajectories; b++)
        {
            long toGo = 0;
            for (int t = horizon - 1; t >= 0; t--)
            {
                int pair = visited[t * LaneRollOut.BlockSize + b];
                _sums[pair] += toGo += _discounted[t * Pairs + pair];
            }
        }
    }

    /// <summary>The mean over trajectories.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Mean(Span<double> credit)
    {
        double unit = Math.ScaleB(1.0, -_exponent) / batch;
        ref long sums = ref _sums.First;
        ref double to = ref MemoryMarshal.GetReference(credit);
        int pair = 0;
        for (; pair + 4 <= credit.Length; pair += 4)
        {
            var sum = Vector256.LoadUnsafe(ref sums, (nuint)pair) + Vector256.LoadUnsafe(ref sums, (nuint)(Pairs + pair))
                + Vector256.LoadUnsafe(ref sums, (nuint)(2 * Pairs + pair)) + Vector256.LoadUnsafe(ref sums, (nuint)(3 * Pairs + pair));
            (Vector256.ConvertToDouble(sum) * Vector256.Create(unit)).StoreUnsafe(ref to, (nuint)pair);
        }

        for (; pair < credit.Length; pair++)
        {
            long sum = _sums[pair] + _sums[Pairs + pair] + _sums[2 * Pairs + pair] + _sums[3 * Pairs + pair];
            credit[pair] = sum * unit;
        }
    }
}
