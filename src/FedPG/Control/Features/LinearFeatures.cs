using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Features;

/// <summary>The observed variables, each divided by its scale, and 1.</summary>
internal readonly struct LinearFeatures : IFeatureKernel
{
    private readonly double[] _factors;

    /// <summary>Creates the features.</summary>
    /// <param name="shape">The observations and their scales.</param>
    public LinearFeatures(ControlShape shape)
    {
        _factors = Scales.Factors(shape);
        Shape = new FeatureShape(shape.ObservationDimension, shape.ObservationDimension + 1);
    }

    public FeatureShape Shape { get; }

    public void Compute<T>(ReadOnlySpan<T> observation, Span<T> features, Span<T> hidden)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < observation.Length; i++) features[i] = observation[i] * _factors[i];
        features[^1] = 1;
    }
}
