using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// The pendulum of Gymnasium's Pendulum-v1: state (θ, θ̇) with θ = 0 upright, observation (cos θ, sin θ, θ̇), steps of 0.05 s, speeds up
/// to 8 per second, and the reward −(θ² + 0.1 θ̇² + 0.001 u²) with θ in [−π, π]. The torque u is twice the action, in [−1, 1].
/// </summary>
/// <param name="Length">The length, m.</param>
/// <param name="Mass">The mass, kg.</param>
/// <param name="Gravity">The gravity, m/s².</param>
internal readonly record struct Pendulum(double Length, double Mass, double Gravity) : IDynamics
{
    /// <summary>The time of a step, s.</summary>
    public const double Tau = 0.05;

    private const double Torque = 2;
    private const double MaxSpeed = 8;

    public ControlShape Shape => new()
    {
        Name = "pendulum",
        StateDimension = 2,
        ObservationDimension = 3,
        ActionLow = [-1],
        ActionHigh = [1],
        ResetDraws = 2,
        ObservationScale = [1, 1, MaxSpeed],
        Horizon = 200,
    };

    public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>
    {
        state[0] = Math.PI * (2 * uniforms[0] - 1);
        state[1] = 2 * uniforms[1] - 1;
    }

    public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T>
    {
        (observation[1], observation[0]) = Trigonometry.SinCos(state[0]);
        observation[2] = state[1];
    }

    public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>
    {
        T angle = state[0], spin = state[1], torque = Torque * Real.Clamp<T>(action[0], -1, 1);
        T spinRate = 3 * Gravity / (2 * Length) * Trigonometry.Sin(angle) + 3 / (Mass * Length * Length) * torque;
        next[1] = Real.Clamp<T>(spin + spinRate * Tau, -MaxSpeed, MaxSpeed);
        next[0] = angle + next[1] * Tau;
        T fromUpright = Angles.Wrap(angle);
        return (-(fromUpright * fromUpright + 0.1 * spin * spin + 0.001 * torque * torque), 0);
    }
}
