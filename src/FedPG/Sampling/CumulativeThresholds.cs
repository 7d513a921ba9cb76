using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FedPG.Sampling;

/// <summary>
/// The thresholds of a row of probabilities in 32 bits. Their masses are whole numbers of 2^-51, whose sums are exact: the same bits in
/// whichever order they are added up, which eight lanes do in three steps.
/// </summary>
internal static class CumulativeThresholds
{
    /// <summary>Whole numbers that stand for a probability of one.</summary>
    private const double One = 2251799813685248.0;

    /// <summary>Added to a mass it leaves the nearest whole number in the low bits.</summary>
    private const double Rounder = 4503599627370496.0;

    /// <summary>The bits of <see cref="Rounder"/>: to be taken off.</summary>
    private const long RounderBits = 0x4330000000000000;

    /// <summary>A mass has so many bits more than a threshold.</summary>
    private const int Excess = 51 - 32;

    /// <summary>
    /// Threshold j, for j from 0 to n − 2, is what random bits must be above for an outcome after j: bits of at least 1 are with
    /// probability 1 − p, within 2^-32, where p is the sum of the first j + 1 probabilities. As these sum to one with an error far below
    /// 2^-32 (rounding n masses adds at most n 2^-52 to it), no bits are above the threshold of the last possible outcome.
    /// </summary>
    /// <param name="probabilities">The first of n probabilities.</param>
    /// <param name="count">n.</param>
    /// <param name="thresholds">Where the thresholds go: whole blocks of eight, from n − 1 on above all bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encode(ref double probabilities, int count, ref uint thresholds)
    {
        int j = 0;
        long sum = 0;
        if (Avx512F.IsSupported)
        {
            var before = Vector512<long>.Zero;
            for (; j + 8 <= count; j += 8)
            {
                var masses = (Vector512.LoadUnsafe(ref probabilities, (nuint)j) * Vector512.Create(One) + Vector512.Create(Rounder))
                    .AsInt64();
                var sums = before + Sums(masses - Vector512.Create(RounderBits));
                before = Avx512F.PermuteVar8x64(sums, Vector512.Create(7L));
                var shares = (Vector512.Max(sums, Vector512<long>.One) - Vector512<long>.One) >> Excess;
                Avx512F.ConvertToVector256UInt32WithSaturation(shares.AsUInt64()).StoreUnsafe(ref thresholds, (nuint)j);
            }

            sum = before[0];
        }

        for (; j < count - 1; j++)
        {
            sum += BitConverter.DoubleToInt64Bits(Unsafe.Add(ref probabilities, j) * One + Rounder) - RounderBits;
            Unsafe.Add(ref thresholds, j) = (uint)Math.Min((Math.Max(sum, 1) - 1) >> Excess, uint.MaxValue);
        }

        for (j = count - 1; (j & 7) != 0; j++) Unsafe.Add(ref thresholds, j) = uint.MaxValue;
    }

    /// <summary>Of each lane and all before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Sums(Vector512<long> masses)
    {
        masses += Avx512F.AlignRight64(masses, Vector512<long>.Zero, 7);
        masses += Avx512F.AlignRight64(masses, Vector512<long>.Zero, 6);
        return masses + Avx512F.AlignRight64(masses, Vector512<long>.Zero, 4);
    }
}
