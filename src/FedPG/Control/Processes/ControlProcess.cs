using FedPG.Kernels.Columns;

namespace FedPG.Control.Processes;

/// <summary>
/// One type of a control environment, for many trajectories at once. A batch is a matrix [dimension][width], a trajectory a column;
/// the width is a multiple of <see cref="Block"/>, and columns beyond the last trajectory are computed and ignored. All functions are
/// pure, so that one object serves all threads.
/// </summary>
internal abstract class ControlProcess(ControlShape shape)
{
    /// <summary>Widths are multiples of this number of trajectories.</summary>
    public const int Block = LaneColumns.Block;

    /// <summary>Sizes and bounds.</summary>
    public ControlShape Shape { get; } = shape.Checked();

    /// <summary>The width of a batch of so many trajectories.</summary>
    public static int WidthOf(int trajectories) => (trajectories + Block - 1) / Block * Block;

    /// <summary>Draws first states.</summary>
    /// <param name="uniforms">Numbers in [0, 1), [<see cref="ControlShape.ResetDraws"/>][width].</param>
    /// <param name="states">The states, [n][width].</param>
    /// <param name="width">The width.</param>
    public abstract void Reset(ReadOnlySpan<double> uniforms, Span<double> states, int width);

    /// <summary>Observes states.</summary>
    /// <param name="states">The states, [n][width].</param>
    /// <param name="observations">The observations, [o][width].</param>
    /// <param name="width">The width.</param>
    public abstract void Observe(ReadOnlySpan<double> states, Span<double> observations, int width);

    /// <summary>Takes a step of every trajectory. One that has ended keeps its state, and its reward is 0.</summary>
    /// <param name="states">The states, [n][width].</param>
    /// <param name="actions">The actions, [d][width].</param>
    /// <param name="uniforms">Numbers in [0, 1), [<see cref="ControlShape.StepDraws"/>][width].</param>
    /// <param name="next">The next states, [n][width]; may be <paramref name="states"/> itself.</param>
    /// <param name="rewards">The rewards, [width].</param>
    /// <param name="ended">1 for a trajectory that has ended before or ends with this step, else 0; read and written, [width].</param>
    public abstract void Step(
        ReadOnlySpan<double> states,
        ReadOnlySpan<double> actions,
        ReadOnlySpan<double> uniforms,
        Span<double> next,
        Span<double> rewards,
        Span<double> ended);
}
