using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FedPG.Kernels.Tables;

/// <summary>
/// The 32-bit thresholds of a row of probabilities. The masses are integer multiples of 2^-51, so their sums are exact and have the same
/// bits in any order of addition. Eight lanes take three steps to compute their prefix sums.
/// </summary>
internal static class CumulativeThresholds
{
    /// <summary>The integer that stands for probability 1: 2^51.</summary>
    private const double One = 2251799813685248.0;

    /// <summary>Adding this number to a mass leaves the nearest integer in the low bits.</summary>
    private const double Rounder = 4503599627370496.0;

    /// <summary>The bits of <see cref="Rounder"/>, to be subtracted.</summary>
    private const long RounderBits = 0x4330000000000000;

    /// <summary>The number of bits that a mass has more than a threshold.</summary>
    private const int Excess = 51 - 32;

    /// <summary>
    /// Random bits of at least 1 exceed threshold j, for j from 0 to n − 2, if the outcome comes after j: with probability 1 − p, within
    /// 2^-32, where p is the sum of the first j + 1 probabilities. The probabilities sum to 1 with an error far below 2^-32 (rounding n
    /// masses adds at most n 2^-52), so no bits exceed the threshold of the last possible outcome.
    /// </summary>
    /// <param name="probabilities">The first of n probabilities.</param>
    /// <param name="count">n.</param>
    /// <param name="thresholds">The destination: full blocks of eight, in which no bits exceed the entries from n − 1 on.</param>
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
                var scaled = Vector512.LoadUnsafe(ref probabilities, (nuint)j) * Vector512.Create(One);
                var masses = (scaled + Vector512.Create(Rounder)).AsInt64();
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

    /// <summary>Prefix sums: each lane's sum of itself and all lanes before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Sums(Vector512<long> masses)
    {
        masses += Avx512F.AlignRight64(masses, Vector512<long>.Zero, 7);
        masses += Avx512F.AlignRight64(masses, Vector512<long>.Zero, 6);
        return masses + Avx512F.AlignRight64(masses, Vector512<long>.Zero, 4);
    }
}
