using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// The equations of a policy over features at one θ, for one vector of trajectories; <see cref="ColumnKernel{TKernel}"/> makes a kernel
/// of whole steps of them.
/// </summary>
internal interface IColumnKernel
{
    /// <summary>The sizes.</summary>
    PolicyShape Shape { get; }

    /// <summary>Sets the first parameters, where they are not 0.</summary>
    /// <param name="parameters">The destination, 0 on entry.</param>
    void Initialize(Span<double> parameters)
    {
    }

    /// <summary>Sets θ.</summary>
    /// <param name="parameters">θ, flat.</param>
    void SetParameters(ReadOnlySpan<double> parameters);

    /// <summary>Draws an action, or rates one.</summary>
    /// <param name="features">φ, [F].</param>
    /// <param name="uniforms">Numbers in [0, 1); empty to rate <paramref name="choices"/> instead of drawing them.</param>
    /// <param name="choices">The choices.</param>
    /// <param name="residuals">The destination of the residuals.</param>
    /// <returns>log π, and the log-likelihood of the entropy bonus: log π too, or the weighted sum over bits.</returns>
    PolicyRating<T> Choose<T>(ReadOnlySpan<T> features, ReadOnlySpan<T> uniforms, Span<T> choices, Span<T> residuals)
        where T : unmanaged, IReal<T>;

    /// <summary>The action of some choices.</summary>
    /// <param name="choices">The choices.</param>
    /// <param name="actions">The action, [d].</param>
    void Act<T>(ReadOnlySpan<T> choices, Span<T> actions)
        where T : unmanaged, IReal<T>;

    /// <summary>Adds credit · ∇ log π to sums.</summary>
    /// <param name="features">φ, [F].</param>
    /// <param name="choices">The choices.</param>
    /// <param name="residuals">Their residuals.</param>
    /// <param name="credit">The credit.</param>
    /// <param name="sums">The sums.</param>
    void AddScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, LaneSums<T> sums)
        where T : unmanaged, IReal<T>;

    /// <summary>Adds credit · ∂ log π / ∂φ to a gradient, for features with parameters.</summary>
    /// <param name="features">φ, [F].</param>
    /// <param name="choices">The choices.</param>
    /// <param name="residuals">Their residuals.</param>
    /// <param name="credit">The credit.</param>
    /// <param name="gradient">The gradient, [F].</param>
    void AddFeatureScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, Span<T> gradient)
        where T : unmanaged, IReal<T>;

    /// <summary>Turns finished sums into the gradient.</summary>
    /// <param name="sums">The sums, [<see cref="PolicyShape.Sums"/>].</param>
    /// <param name="gradient">The gradient, [<see cref="PolicyShape.Parameters"/>].</param>
    void Expand(ReadOnlySpan<double> sums, Span<double> gradient);
}

/// <summary>How likely an action is.</summary>
/// <param name="LogProbability">log π.</param>
/// <param name="LogLikelihood">The ℓ of rewards r − λℓ.</param>
internal readonly record struct PolicyRating<T>(T LogProbability, T LogLikelihood)
    where T : unmanaged, IReal<T>;
