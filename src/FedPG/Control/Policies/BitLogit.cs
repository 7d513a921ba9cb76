using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// Bits without a floor. With the odds e = exp(−|z|), the likelier value has probability 1/(1+e) and the other e/(1+e); nothing cancels.
/// </summary>
internal readonly struct BitLogit<T> : IBitLogit<BitLogit<T>, T>
    where T : unmanaged, IReal<T>
{
    private readonly T _z;
    private readonly T _odds;
    private readonly T _ratio;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BitLogit(T z)
    {
        // One division for 1/(1+e) and e/(2+e).
        T odds = Elementary.Odds(z), one = 1 + odds, two = 2 + odds, inverse = 1 / (one * two);
        T large = two * inverse, small = odds * large;
        (_z, _odds, _ratio) = (z, odds, Elementary.RatioOdds(odds) * (one * inverse));
        High = T.IfLess(z, 0, small, large);
        Low = T.IfLess(z, 0, large, small);
    }

    public T High { get; }

    /// <summary>The probability of the value 0.</summary>
    public T Low { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitLogit<T> Of(T z, double floor) => new(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Log(T bit)
    {
        T signed = T.IfLess(0, bit, _z, -_z);
        return T.IfLess(signed, 0, signed, 0) - Elementary.LogOnePlus(_odds, _ratio);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Residual(T bit) => T.IfLess(0, bit, Low, -High);
}
