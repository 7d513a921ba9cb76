using FedPG.Kernels.Linear;
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
    /// <summary>The chain whose optimum is known: A with 0.9 on the diagonal, B = I/2, a uniform first state.</summary>
    public static Chain Lqr(int dimensions, double coupling = 0.1, double effort = 0.1, double limit = 2) =>
        new(dimensions, Own: 0.9, coupling, Gain: 0.5, effort, limit, IsStartUniform: true, "chain-lqr");

    /// <summary>The chain of binary policies with exact values: A with 0.8 on the diagonal, B = I/10, a first state of ones.</summary>
    public static Chain BangBang(int dimensions) =>
        new(dimensions, Own: 0.8, Coupling: 0.05, Gain: 0.1, Effort: 0.1, Limit: 1, IsStartUniform: false, "bang-bang-lqr");

    public static bool IsStateObserved => true;

    public ControlShape Shape => new()
    {
        Name = Name,
        StateDimension = Dimensions,
        ActionLow = ControlShape.Repeat(-Limit, Dimensions),
        ActionHigh = ControlShape.Repeat(Limit, Dimensions),
        ResetDraws = IsStartUniform ? Dimensions : 0,
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

    /// <summary>The chain as matrices.</summary>
    public LinearQuadraticSystem ToSystem()
    {
        var chain = this;
        int d = Dimensions;
        return new LinearQuadraticSystem(
            Name,
            Matrix.Of(d, d, (i, j) => i == j ? chain.Own : Math.Abs(i - j) == 1 ? chain.Coupling : 0),
            Matrix.Diagonal(d, Gain),
            Matrix.Diagonal(d),
            Matrix.Diagonal(d, Effort),
            new Matrix(d, d),
            IsStartUniform ? Matrix.Diagonal(d, 1.0 / 3) : Matrix.Of(d, d, (_, _) => 1));
    }
}
