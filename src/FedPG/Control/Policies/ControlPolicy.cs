namespace FedPG.Control.Policies;

/// <summary>
/// A policy over observations, for many trajectories at once: features and what draws from them. Matrices are [number][width], a
/// trajectory a column. Owns its buffers, so it is not thread-safe.
/// </summary>
internal abstract class ControlPolicy
{
    /// <summary>The sizes.</summary>
    public abstract ControlPolicyShape Shape { get; }

    /// <summary>The parameters before the first round.</summary>
    public abstract double[] InitialParameters();

    /// <summary>Sets θ.</summary>
    /// <param name="parameters">θ, flat.</param>
    public abstract void SetParameters(ReadOnlySpan<double> parameters);

    /// <summary>Draws an action for every trajectory, or rates given ones.</summary>
    /// <param name="observations">The observations, [o][width].</param>
    /// <param name="uniforms">Numbers in [0, 1), [draws][width]; empty to rate <paramref name="choices"/> instead of drawing them.</param>
    /// <param name="choices">The choices, [choices][width].</param>
    /// <param name="trace">The destination of what the score needs, [trace][width].</param>
    /// <param name="ratings">The destination of log π, then of the log-likelihood of the entropy bonus, [2][width].</param>
    /// <param name="width">The width.</param>
    public abstract void Choose(
        ReadOnlySpan<double> observations, ReadOnlySpan<double> uniforms, Span<double> choices, Span<double> trace,
        Span<double> ratings, int width);

    /// <summary>The actions of choices.</summary>
    /// <param name="choices">[choices][width].</param>
    /// <param name="actions">[d][width].</param>
    /// <param name="width">The width.</param>
    public abstract void Act(ReadOnlySpan<double> choices, Span<double> actions, int width);

    /// <summary>Adds credit · ∇ log π of every trajectory to sums.</summary>
    /// <param name="choices">[choices][width].</param>
    /// <param name="trace">The trace of <see cref="Choose"/> at the same θ, [trace][width].</param>
    /// <param name="credit">[width].</param>
    /// <param name="sums">[sums][8].</param>
    public abstract void AddScore(
        ReadOnlySpan<double> choices, ReadOnlySpan<double> trace, ReadOnlySpan<double> credit, Span<double> sums);

    /// <summary>The gradient from finished sums.</summary>
    /// <param name="sums">[sums][8].</param>
    /// <param name="gradient">The gradient, of the length of θ.</param>
    public abstract void Finish(ReadOnlySpan<double> sums, Span<double> gradient);
}

/// <summary>The sizes of a policy over observations.</summary>
/// <param name="Parameters">The length of θ.</param>
/// <param name="Draws">Uniform random numbers per step.</param>
/// <param name="Choices">Numbers that identify an action.</param>
/// <param name="Features">F; the trace begins with the features.</param>
/// <param name="Trace">Numbers per step from which the score follows.</param>
/// <param name="Sums">Numbers that are summed for a gradient.</param>
internal readonly record struct ControlPolicyShape(int Parameters, int Draws, int Choices, int Features, int Trace, int Sums);
