using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// A chain of d masses, x' = A x + B u with A tridiagonal and symmetric and B a multiple of the identity; the reward is
/// −(‖x‖² + R‖u‖²). Deterministic after the first state.
/// </summary>
/// <param name="Dimensions">d: masses, and action dimensions.</param>
/// <param name="Own">The diagonal of A.</param>
/// <param name="Coupling">The entries beside the diagonal of A.</param>
/// <param name="Gain">The diagonal of B.</param>
/// <param name="Effort">The diagonal of R.</param>
/// <param name="Limit">The box of actions is [−Limit, Limit] in each dimension.</param>
/// <param name="IsStartUniform">Whether the first state is uniform on [−1, 1]^d; all ones otherwise.</param>
/// <param name="Name">The name of the environment.</param>
internal readonly record struct Chain(
    int Dimensions, double Own, double Coupling, double Gain, double Effort, double Limit, bool IsStartUniform, string Name) : IDynamics
{
    public ControlShape Shape => new()
    {
        Name = Name,
        StateDimension = Dimensions,
        ActionLow = ControlShape.Repeat(-Limit, Dimensions),
        ActionHigh = ControlShape.Repeat(Limit, Dimensions),
        ResetDraws = IsStartUniform ? Dimensions : 0,
        Horizon = 50,
        Discount = 0.95,
    };

    public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < state.Length; i++) state[i] = IsStartUniform ? 2 * uniforms[i] - 1 : 1;
    }

    public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T> => state.CopyTo(observation);

    public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>
    {
        T squares = 0, effort = 0;
        for (int i = 0; i < state.Length; i++)
        {
            T sum = Own * state[i] + Gain * action[i];
            if (i > 0) sum += Coupling * state[i - 1];
            if (i + 1 < state.Length) sum += Coupling * state[i + 1];
            next[i] = sum;
            squares += state[i] * state[i];
            effort += action[i] * action[i];
        }

        return (-(squares + Effort * effort), 0);
    }
}
