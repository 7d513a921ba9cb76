using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FedPG.Kernels.Linear;

/// <summary>Vectors of interleaved pairs: splitting, joining and differences.</summary>
internal static class Interleaved
{
    private static Vector512<long> EvenThenOdd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0L, 2, 4, 6, 1, 3, 5, 7);
    }

    /// <summary>Splits eight pairs into their first and second numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> First, Vector512<double> Second) Split(Vector512<double> fourPairs, Vector512<double> nextFour)
    {
        Vector512<double> a = Vector512.Shuffle(fourPairs, EvenThenOdd), b = Vector512.Shuffle(nextFour, EvenThenOdd);
        return (Halves(a.GetLower(), b.GetLower()), Halves(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Interleaves four first and four second numbers into pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Join(Vector256<double> first, Vector256<double> second) =>
        Vector512.Shuffle(Halves(first, second), Vector512.Create(0L, 4, 1, 5, 2, 6, 3, 7));

    /// <summary>Swaps the two numbers of each pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exchange(Vector512<double> fourPairs) =>
        Vector512.Shuffle(fourPairs, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6));

    /// <summary>First minus second number of eight pairs, and of the pair that follows each of them.</summary>
    /// <param name="numbers">The first element of the array that holds the pairs.</param>
    /// <param name="pairs">The first of eight indices, each the start of a pair.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Own, Vector512<double> Next) Differences(ref double numbers, ref long pairs)
    {
        // Differences of the pairs and of their successors alternate: 0 1, 0 1, 2 3, 2 3 and 4 5, 4 5, 6 7, 6 7.
        var a = Differences(TwoPairs(ref numbers, ref pairs), TwoPairs(ref numbers, ref Unsafe.Add(ref pairs, 1)));
        var b = Differences(TwoPairs(ref numbers, ref Unsafe.Add(ref pairs, 4)), TwoPairs(ref numbers, ref Unsafe.Add(ref pairs, 5)));
        if (Avx512F.IsSupported) return (Avx512F.Shuffle4x128(a, b, 0b10_00_10_00), Avx512F.Shuffle4x128(a, b, 0b11_01_11_01));
        Vector256<double> a0 = a.GetLower(), a1 = a.GetUpper(), b0 = b.GetLower(), b1 = b.GetUpper();
        return (
            Halves(a0.WithUpper(a1.GetLower()), b0.WithUpper(b1.GetLower())),
            Halves(a1.WithLower(a0.GetUpper()), b1.WithLower(b0.GetUpper())));
    }

    /// <summary>The first numbers of four pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> First(Vector512<double> fourPairs) => Vector512.Shuffle(fourPairs, EvenThenOdd).GetLower();

    /// <summary>First minus second number of four pairs and of four others, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Differences(Vector512<double> fourPairs, Vector512<double> otherFour)
    {
        if (Avx512F.IsSupported) return Avx512F.UnpackLow(fourPairs, otherFour) - Avx512F.UnpackHigh(fourPairs, otherFour);
        var isEven = Vector512.Create(-1L, 0, -1, 0, -1, 0, -1, 0).AsDouble();
        var first = Vector512.ConditionalSelect(isEven, fourPairs, Exchange(otherFour));
        return first - Vector512.ConditionalSelect(isEven, Exchange(fourPairs), otherFour);
    }

    /// <summary>The two adjacent pairs at the first index, and the two at the index after the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> TwoPairs(ref double numbers, ref long pairs) => Halves(
        Vector256.LoadUnsafe(ref Unsafe.Add(ref numbers, (nint)pairs)),
        Vector256.LoadUnsafe(ref Unsafe.Add(ref numbers, (nint)Unsafe.Add(ref pairs, 2))));

    /// <summary>
    /// Joins two halves. <see cref="Vector512.Create(Vector256{double}, Vector256{double})"/> would go through a stack variable, which
    /// makes each iteration of a loop depend on the previous one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Halves(Vector256<double> lower, Vector256<double> upper) => lower.ToVector512Unsafe().WithUpper(upper);
}
