using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>One step with the reward −(a − target)², a in [−1, 1]: what a policy's levels cost, and nothing else.</summary>
/// <param name="Target">The best action.</param>
internal readonly record struct BitBandit(double Target) : IDynamics
{
    public ControlShape Shape => new()
    {
        Name = "bit-bandit",
        StateDimension = 1,
        ActionLow = [-1],
        ActionHigh = [1],
        Horizon = 1,
    };

    public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T> => state[0] = 0;

    public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T> => observation[0] = state[0];

    public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>
    {
        T miss = action[0] - Target;
        next[0] = state[0];
        return (-miss * miss, 1);
    }
}
