using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FedPG.Numerics;

/// <summary>Numbers that lie in pairs, in vectors: apart, together, and as sums.</summary>
internal static class Interleaved
{
    private static Vector512<long> EvenThenOdd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0L, 2, 4, 6, 1, 3, 5, 7);
    }

    /// <summary>The first and the second numbers of eight pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> First, Vector512<double> Second) Split(Vector512<double> fourPairs, Vector512<double> nextFour)
    {
        Vector512<double> a = Vector512.Shuffle(fourPairs, EvenThenOdd), b = Vector512.Shuffle(nextFour, EvenThenOdd);
        return (Halves(a.GetLower(), b.GetLower()), Halves(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Four pairs of the first and the second numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Join(Vector256<double> first, Vector256<double> second) =>
        Vector512.Shuffle(Halves(first, second), Vector512.Create(0L, 4, 1, 5, 2, 6, 3, 7));

    /// <summary>Each pair's numbers exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exchange(Vector512<double> fourPairs) =>
        Vector512.Shuffle(fourPairs, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6));

    /// <summary>The first less the second numbers of eight pairs, and of the eight pairs behind them.</summary>
    /// <param name="numbers">Where they are.</param>
    /// <param name="pairs">Where each of the former begins, eight indices.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Own, Vector512<double> Next) Differences(ref double numbers, ref long pairs)
    {
        // Own and next ones alternate: 0 1, 0 1, 2 3, 2 3 and 4 5, 4 5, 6 7, 6 7.
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

    /// <summary>The first less the second numbers of four pairs and of four others, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Differences(Vector512<double> fourPairs, Vector512<double> otherFour)
    {
        if (Avx512F.IsSupported) return Avx512F.UnpackLow(fourPairs, otherFour) - Avx512F.UnpackHigh(fourPairs, otherFour);
        var isEven = Vector512.Create(-1L, 0, -1, 0, -1, 0, -1, 0).AsDouble();
        return Vector512.ConditionalSelect(
            isEven, fourPairs, Exchange(otherFour)) - Vector512.ConditionalSelect(isEven, Exchange(fourPairs), otherFour);
    }

    /// <summary>Two pairs that lie side by side, and two that do two indices further on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> TwoPairs(ref double numbers, ref long pairs) => Halves(
        Vector256.LoadUnsafe(ref Unsafe.Add(ref numbers, (nint)pairs)),
        Vector256.LoadUnsafe(ref Unsafe.Add(ref numbers, (nint)Unsafe.Add(ref pairs, 2))));

    /// <summary>Not by <see cref="Vector512.Create(Vector256{double}, Vector256{double})"/>, whose variable has each turn of a loop wait
    /// for the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Halves(Vector256<double> lower, Vector256<double> upper) => lower.ToVector512Unsafe().WithUpper(upper);
}
