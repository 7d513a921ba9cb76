using System.Runtime.CompilerServices;

namespace FedPG.Numerics;

/// <summary>Functions of real numbers that are one source for every width; see <see cref="IReal{T}"/>.</summary>
internal static class Real
{
    /// <summary>Adding and then subtracting this number rounds a number below 2^51 to an integer, and leaves it in the low bits.</summary>
    public const double Rounder = 6755399441055744.0;

    /// <summary>The magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Abs<T>(T x)
        where T : unmanaged, IReal<T> => x & BitConverter.UInt64BitsToDouble(ulong.MaxValue >> 1);

    /// <summary>The lesser; <paramref name="right"/> if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min<T>(T left, T right)
        where T : unmanaged, IReal<T> => T.IfLess(left, right, left, right);

    /// <summary>The greater; <paramref name="right"/> if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(T left, T right)
        where T : unmanaged, IReal<T> => T.IfLess(right, left, left, right);

    /// <summary>The nearest number of an interval; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Clamp<T>(T x, T low, T high)
        where T : unmanaged, IReal<T> => T.IfLess(x, low, low, T.IfLess(high, x, high, x));

    /// <summary>The nearest integer, of two the even one; for magnitudes below 2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Round<T>(T x)
        where T : unmanaged, IReal<T> => x + Rounder - Rounder;

    /// <summary>The greatest integer that is not above x; for magnitudes below 2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Floor<T>(T x)
        where T : unmanaged, IReal<T>
    {
        T nearest = Round(x);
        return T.IfLess(x, nearest, nearest - 1, nearest);
    }

    /// <summary>Integers from 0 to 2^51 as 64 bits each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Bits<T>(T integers)
        where T : unmanaged, IReal<T> => (integers + Rounder) ^ Rounder;

    /// <summary>The integers of <see cref="Bits"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromBits<T>(T bits)
        where T : unmanaged, IReal<T> => (bits ^ Rounder) - Rounder;

    /// <summary>Applies a function to each number: for the few arguments that are not worth vector code.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Each<T>(T x, Func<double, double> function)
        where T : unmanaged, IReal<T>
    {
        Span<double> lanes = stackalloc double[T.Count];
        T.Store(x, ref lanes[0]);
        foreach (ref double lane in lanes) lane = function(lane);
        return T.Load(ref lanes[0]);
    }
}
