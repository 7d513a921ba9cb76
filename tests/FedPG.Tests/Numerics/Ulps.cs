namespace FedPG.Tests.Numerics;

internal static class Ulps
{
    /// <summary>The number of doubles from one to the other, both of the same sign.</summary>
    public static long Apart(double one, double other) =>
        one.Equals(other) ? 0 : Math.Abs(BitConverter.DoubleToInt64Bits(one) - BitConverter.DoubleToInt64Bits(other));
}
