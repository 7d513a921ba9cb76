using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Features;

/// <summary>
/// A feature for every value of each observed variable: 1 for the value that it has, else 0. With a finite process as a control process,
/// θ is that of the tabular policy.
/// </summary>
internal readonly struct OneHotFeatures : IFeatureKernel
{
    private readonly int[] _levels;

    /// <summary>Creates the features.</summary>
    /// <param name="shape">The observations and the numbers of their values.</param>
    /// <exception cref="SpecificationException">An observed variable is continuous.</exception>
    public OneHotFeatures(ControlShape shape)
    {
        _levels = [.. shape.ObservationLevels];
        if (_levels.Length == 0 || _levels.Contains(0))
        {
            throw new SpecificationException(
                "policy.features", $"one-hot with '{shape.Name}', whose observations are continuous",
                "linear, polynomial, fourier, tiles or mlp");
        }

        Shape = new FeatureShape(_levels.Length, _levels.Sum());
    }

    public FeatureShape Shape { get; }

    public void Compute<T>(ReadOnlySpan<T> observation, Span<T> features, Span<T> hidden)
        where T : unmanaged, IReal<T>
    {
        int at = 0;
        for (int i = 0; i < _levels.Length; i++)
        {
            for (int l = 0; l < _levels[i]; l++) features[at++] = T.IfLess(Real.Abs(observation[i] - l), 0.5, 1, 0);
        }
    }
}
