using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// The probabilities of a bit whose logits differ by z = θ_1 − θ_0. With the odds e = exp(−|z|), the likelier value has probability
/// 1/(1+e) and the other e/(1+e); nothing cancels. A floor τ mixes both with the uniform distribution: (1−τ) p + τ/2.
/// </summary>
internal readonly struct BitLogit<T>
    where T : unmanaged, IReal<T>
{
    private readonly double _floor;
    private readonly T _z;
    private readonly T _odds;
    private readonly T _plainHigh;
    private readonly T _plainLow;

    /// <summary>Computes the probabilities.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BitLogit(T z, double floor)
    {
        (_z, _floor) = (z, floor);
        _odds = Elementary.Exp(-Real.Abs(z));
        T large = 1 / (1 + _odds), small = _odds * large;
        _plainHigh = T.IfLess(z, 0, small, large);
        _plainLow = T.IfLess(z, 0, large, small);
    }

    /// <summary>The probability of the value 1.</summary>
    public T High
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _floor == 0 ? _plainHigh : Mixed(_plainHigh);
    }

    /// <summary>log π of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Log(T bit)
    {
        if (_floor > 0) return Elementary.Log(Mixed(Of(bit)));
        T signed = T.IfLess(0, bit, _z, -_z);
        return T.IfLess(signed, 0, signed, 0) - Elementary.Log(1 + _odds);
    }

    /// <summary>∂ log π / ∂z of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Residual(T bit)
    {
        if (_floor == 0) return T.IfLess(0, bit, _plainLow, -_plainHigh);
        T slope = (1 - _floor) * _plainHigh * _plainLow / Mixed(Of(bit));
        return T.IfLess(0, bit, slope, -slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Of(T bit) => T.IfLess(0, bit, _plainHigh, _plainLow);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Mixed(T probability) => (1 - _floor) * probability + 0.5 * _floor;
}
