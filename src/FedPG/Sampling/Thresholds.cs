using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Sampling;

/// <summary>Cumulative probabilities p as 32-bit thresholds: bits above one, and at least 1, have probability 1 − p within 2^-32.</summary>
internal static class Thresholds
{
    private const double Scale = 4294967296.0;

    /// <summary>Added to a number below 2^32 it leaves the nearest whole number in the low bits.</summary>
    private const double Rounder = 4503599627370496.0;

    /// <summary>2^32 p − 1, rounded and within 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Encode(double cumulative)
    {
        double value = Math.Min(Math.Max(cumulative * Scale - 1, 0), uint.MaxValue);
        return (uint)BitConverter.DoubleToInt64Bits(value + Rounder);
    }

    /// <summary>Encodes many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encode(ReadOnlySpan<double> cumulative, Span<uint> thresholds)
    {
        ref double from = ref MemoryMarshal.GetReference(cumulative);
        ref uint to = ref MemoryMarshal.GetReference(thresholds);
        int i = 0;
        for (; i + 16 <= cumulative.Length; i += 16)
        {
            var low = Eight(Vector512.LoadUnsafe(ref from, (nuint)i));
            var high = Eight(Vector512.LoadUnsafe(ref from, (nuint)(i + 8)));
            Vector512.Narrow(low, high).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < cumulative.Length; i++) thresholds[i] = Encode(cumulative[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Eight(Vector512<double> cumulative)
    {
        var value = Vector512.Max(cumulative * Vector512.Create(Scale) - Vector512<double>.One, Vector512<double>.Zero);
        value = Vector512.Min(value, Vector512.Create((double)uint.MaxValue));
        return (value + Vector512.Create(Rounder)).AsUInt64();
    }
}
