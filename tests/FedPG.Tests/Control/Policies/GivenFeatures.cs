using FedPG.Control.Features;
using FedPG.Numerics;

namespace FedPG.Tests.Control.Policies;

/// <summary>Features that are the observation itself.</summary>
internal readonly struct GivenFeatures(int count) : IFeatureKernel
{
    public FeatureShape Shape => new(count, count);

    public void Compute<T>(ReadOnlySpan<T> observation, Span<T> features, Span<T> hidden)
        where T : unmanaged, IReal<T> => observation.CopyTo(features);
}
