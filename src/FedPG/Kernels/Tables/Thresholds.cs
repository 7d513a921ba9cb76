using System.Runtime.CompilerServices;

namespace FedPG.Kernels.Tables;

/// <summary>
/// Cumulative probabilities p as 32-bit thresholds: random bits, taken as at least 1, exceed one with probability 1 − p within 2^-32.
/// </summary>
internal static class Thresholds
{
    private const double Scale = 4294967296.0;

    /// <summary>Adding this number to one below 2^32 leaves the nearest integer in the low bits.</summary>
    private const double Rounder = 4503599627370496.0;

    /// <summary>2^32 p − 1, rounded and within 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Encode(double cumulative)
    {
        double value = Math.Min(Math.Max(cumulative * Scale - 1, 0), uint.MaxValue);
        return (uint)BitConverter.DoubleToInt64Bits(value + Rounder);
    }
}
