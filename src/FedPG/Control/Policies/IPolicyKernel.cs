using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// A policy over features at one θ, for all trajectories of a step, written once for every width of instructions. Implemented by
/// structures, so that the compiler specialises <see cref="LanePolicy{TFeatures, TKernel, T}"/>.
/// </summary>
internal interface IPolicyKernel
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

    /// <summary>Draws actions, or rates them; writes the residuals.</summary>
    /// <param name="step">The features; the choices, which are written if drawn; the residuals.</param>
    /// <param name="uniforms">Numbers in [0, 1), [draws][width]; empty to rate the choices instead of drawing them.</param>
    /// <param name="ratings">The destination of log π, then of the ℓ of rewards r − λℓ, [2][width].</param>
    void Choose<T>(PolicyStep<T> step, ReadOnlySpan<double> uniforms, LaneMatrix<T> ratings)
        where T : unmanaged, IReal<T>;

    /// <summary>The actions of choices.</summary>
    /// <param name="choices">[choices][width].</param>
    /// <param name="actions">The destination, [d][width].</param>
    void Act<T>(LaneMatrix<T> choices, LaneMatrix<T> actions)
        where T : unmanaged, IReal<T>;

    /// <summary>Adds credit · ∇ log π of every trajectory to sums, step after step.</summary>
    /// <param name="steps">The steps, as <see cref="Choose"/> has left them.</param>
    /// <param name="credit">[steps][width].</param>
    /// <param name="sums">[<see cref="PolicyShape.Sums"/>][8]; see <see cref="LaneSums{T}"/>.</param>
    void AddScore<T>(PolicySteps<T> steps, LaneRow<T> credit, Span<double> sums)
        where T : unmanaged, IReal<T>;

    /// <summary>Adds credit · ∂ log π / ∂φ of some trajectories to a gradient, for features with parameters.</summary>
    /// <param name="step">The step, as <see cref="Choose"/> has left it.</param>
    /// <param name="column">The first trajectory.</param>
    /// <param name="credit">Their credit.</param>
    /// <param name="gradient">The gradient, [F].</param>
    void AddFeatureScore<T>(PolicyStep<T> step, int column, T credit, Span<T> gradient)
        where T : unmanaged, IReal<T>;

    /// <summary>Turns finished sums into the gradient.</summary>
    /// <param name="sums">The sums, [<see cref="PolicyShape.Sums"/>].</param>
    /// <param name="gradient">The gradient, [<see cref="PolicyShape.Parameters"/>].</param>
    void Expand(ReadOnlySpan<double> sums, Span<double> gradient);
}
