using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// The equations of a process, written once for every width. Implemented by structures that hold the constants, so that the compiler
/// specialises <see cref="LaneProcess{TDynamics, T}"/> and inlines the equations into its loop.
/// </summary>
internal interface IDynamics
{
    /// <summary>Sizes and bounds.</summary>
    ControlShape Shape { get; }

    /// <summary>Whether the observation is the state, which then is copied.</summary>
    static virtual bool IsStateObserved => false;

    /// <summary>Draws a first state.</summary>
    /// <param name="uniforms">Numbers in [0, 1).</param>
    /// <param name="state">[n].</param>
    void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>;

    /// <summary>Observes a state.</summary>
    /// <param name="state">[n].</param>
    /// <param name="observation">[o].</param>
    void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T>;

    /// <summary>Takes a step; returns the reward, and 1 where the trajectory ends, else 0.</summary>
    /// <param name="state">[n].</param>
    /// <param name="action">[d].</param>
    /// <param name="uniforms">Numbers in [0, 1).</param>
    /// <param name="next">[n].</param>
    (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>;
}
