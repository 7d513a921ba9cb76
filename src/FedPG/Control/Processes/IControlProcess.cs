namespace FedPG.Control.Processes;

/// <summary>
/// A control process of your own, one trajectory at a time. Its three functions are pure: random numbers are arguments, drawn by the
/// framework from named streams, so that trajectories do not depend on threads. For the same bits on every machine, use +, −, ·, /, √ and
/// the functions of <see cref="Numerics.Elementary"/> and <see cref="Numerics.Trigonometry"/>; those of <see cref="Math"/> differ
/// between systems.
/// </summary>
public interface IControlProcess
{
    /// <summary>Sizes and bounds. The same object at every call.</summary>
    ControlShape Shape { get; }

    /// <summary>Draws the first state.</summary>
    /// <param name="uniforms">Random numbers in [0, 1), as many as <see cref="ControlShape.ResetDraws"/>.</param>
    /// <param name="state">The state, [n].</param>
    void Reset(ReadOnlySpan<double> uniforms, Span<double> state);

    /// <summary>Observes a state; a copy of it unless written.</summary>
    /// <param name="state">The state, [n].</param>
    /// <param name="observation">The observation, [o].</param>
    void Observe(ReadOnlySpan<double> state, Span<double> observation) => state.CopyTo(observation);

    /// <summary>Takes a step.</summary>
    /// <param name="state">The state, [n].</param>
    /// <param name="action">The action, [d], within the box: policies clip it.</param>
    /// <param name="uniforms">Random numbers in [0, 1), as many as <see cref="ControlShape.StepDraws"/>.</param>
    /// <param name="next">The next state, [n].</param>
    ControlStep Step(ReadOnlySpan<double> state, ReadOnlySpan<double> action, ReadOnlySpan<double> uniforms, Span<double> next);
}

/// <summary>What a step gives besides the next state.</summary>
/// <param name="Reward">The reward of the step, also of one that ends the trajectory.</param>
/// <param name="Ended">Whether the trajectory ends with this step; there are no rewards afterwards.</param>
public readonly record struct ControlStep(double Reward, bool Ended = false);
