using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Features;

/// <summary>
/// The Fourier basis of Konidaris, Osentoski and Thomas (2011): cos(π c · x) for all integer vectors c from 0 to an order, where x is the
/// observation, scaled and clipped to [−1, 1] and moved to [0, 1].
/// </summary>
internal readonly struct FourierFeatures : IFeatureKernel
{
    private readonly double[] _factors;
    private readonly int _order;

    /// <summary>Creates the features.</summary>
    /// <param name="shape">The observations and their scales.</param>
    /// <param name="order">The order, at least 1; there are (order + 1)^o features.</param>
    public FourierFeatures(ControlShape shape, int order)
    {
        (_factors, _order) = (Scales.Factors(shape), order);
        Shape = new FeatureShape(_factors.Length, checked((int)Math.Pow(order + 1, _factors.Length)));
    }

    public FeatureShape Shape { get; }

    public void Compute<T>(ReadOnlySpan<T> observation, Span<T> features, Span<T> hidden)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < features.Length; i++)
        {
            T angle = 0;
            for (int variable = 0, rest = i; rest > 0; variable++, rest /= _order + 1)
            {
                T x = 0.5 + 0.5 * Real.Clamp<T>(observation[variable] * _factors[variable], -1, 1);
                angle += rest % (_order + 1) * x;
            }

            features[i] = Trigonometry.Cos(Math.PI * angle);
        }
    }
}
