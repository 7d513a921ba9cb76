using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Features;

/// <summary>The equations of features φ(o), written once for every width. Implemented by structures, as those of policies are.</summary>
internal interface IFeatureKernel
{
    /// <summary>The sizes.</summary>
    FeatureShape Shape { get; }

    /// <summary>Computes features.</summary>
    /// <param name="observation">o, [<see cref="FeatureShape.Observations"/>].</param>
    /// <param name="features">The destination of φ, [F].</param>
    /// <param name="hidden">The destination of what the score needs besides, [<see cref="FeatureShape.Hidden"/>].</param>
    void Compute<T>(ReadOnlySpan<T> observation, Span<T> features, Span<T> hidden)
        where T : unmanaged, IReal<T>;

    /// <summary>Draws the first parameters. Features without parameters have none.</summary>
    /// <param name="parameters">The destination.</param>
    void Initialize(Span<double> parameters)
    {
    }

    /// <summary>Sets the parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    void SetParameters(ReadOnlySpan<double> parameters)
    {
    }

    /// <summary>Adds the gradient with respect to the parameters to sums.</summary>
    /// <param name="hidden">What <see cref="Compute"/> has stored.</param>
    /// <param name="gradient">The gradient with respect to φ, [F].</param>
    /// <param name="sums">The sums.</param>
    void AddScore<T>(ReadOnlySpan<T> hidden, ReadOnlySpan<T> gradient, LaneSums<T> sums)
        where T : unmanaged, IReal<T>
    {
    }
}

/// <summary>The sizes of features.</summary>
/// <param name="Observations">o.</param>
/// <param name="Count">F.</param>
/// <param name="Parameters">The number of parameters.</param>
/// <param name="Hidden">Numbers that are stored per step besides φ.</param>
internal readonly record struct FeatureShape(int Observations, int Count, int Parameters = 0, int Hidden = 0);
