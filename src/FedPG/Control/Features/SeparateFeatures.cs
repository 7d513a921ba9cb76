using FedPG.Numerics;

namespace FedPG.Control.Features;

/// <summary>Features of each observed variable on its own, one after another. They have no parameters.</summary>
/// <typeparam name="TFeatures">The features of one variable.</typeparam>
internal readonly struct SeparateFeatures<TFeatures> : IFeatureKernel
    where TFeatures : struct, IFeatureKernel
{
    private readonly TFeatures[] _features;

    /// <summary>Creates the features.</summary>
    /// <param name="features">Those of each variable, [o].</param>
    public SeparateFeatures(TFeatures[] features)
    {
        _features = features;
        Shape = new FeatureShape(features.Length, features.Sum(own => own.Shape.Count));
    }

    public FeatureShape Shape { get; }

    public void Compute<T>(ReadOnlySpan<T> observation, Span<T> features, Span<T> hidden)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0, first = 0; i < _features.Length; i++)
        {
            int count = _features[i].Shape.Count;
            _features[i].Compute(observation.Slice(i, 1), features.Slice(first, count), hidden);
            first += count;
        }
    }
}
