using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>Bits whose probabilities p are mixed with the uniform distribution: (1−τ) p + τ/2.</summary>
internal readonly struct MixedBitLogit<T> : IBitLogit<MixedBitLogit<T>, T>
    where T : unmanaged, IReal<T>
{
    private readonly double _floor;
    private readonly BitLogit<T> _plain;

    private MixedBitLogit(T z, double floor) => (_plain, _floor) = (BitLogit<T>.Of(z, 0), floor);

    public T High => Mixed(_plain.High);

    public static MixedBitLogit<T> Of(T z, double floor) => new(z, floor);

    public T Log(T bit) => Elementary.Log(Probability(bit));

    public T Residual(T bit)
    {
        T slope = (1 - _floor) * _plain.High * _plain.Low / Probability(bit);
        return T.IfLess(0, bit, slope, -slope);
    }

    private T Probability(T bit) => Mixed(T.IfLess(0, bit, _plain.High, _plain.Low));

    private T Mixed(T probability) => (1 - _floor) * probability + 0.5 * _floor;
}
