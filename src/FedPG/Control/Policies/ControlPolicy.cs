namespace FedPG.Control.Policies;

/// <summary>
/// A policy over observations, for many trajectories at once: features and what draws from them. Matrices are [number][width], a
/// trajectory a column. Owns its buffers, so it is not thread-safe.
/// </summary>
internal abstract class ControlPolicy
{
    /// <summary>As many trajectories and steps are added to sums at a time, unless one step has more.</summary>
    public const int Together = 256;

    /// <summary>The number of steps whose scores can be added at a time.</summary>
    public static int StepsTogether(int width) => Math.Max(1, Together / width);

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

    /// <summary>Adds credit · ∇ log π of every trajectory to sums, step after step.</summary>
    /// <param name="choices">[steps][choices][width].</param>
    /// <param name="trace">The traces of <see cref="Choose"/> at the same θ, [steps][trace][width].</param>
    /// <param name="credit">[steps][width].</param>
    /// <param name="sums">[sums][8].</param>
    /// <param name="steps">The number of steps, at most <see cref="StepsTogether"/>.</param>
    public abstract void AddScore(
        ReadOnlySpan<double> choices, ReadOnlySpan<double> trace, ReadOnlySpan<double> credit, Span<double> sums, int steps = 1);

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
