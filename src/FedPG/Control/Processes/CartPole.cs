using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// The pole on a cart of Barto, Sutton and Anderson (1983) with the constants of Gymnasium's CartPole-v1: state (x, ẋ, θ, θ̇), Euler
/// steps of 0.02 s, a reward of 1 per step, and an end beyond 2.4 m or 12°. The action, in [−1, 1], is multiplied by the force.
/// </summary>
/// <param name="HalfLength">Half the length of the pole, m.</param>
/// <param name="PoleMass">The mass of the pole, kg.</param>
/// <param name="Force">The largest force on the cart, N.</param>
internal readonly record struct CartPole(double HalfLength, double PoleMass, double Force) : IDynamics
{
    /// <summary>The time of a step, s.</summary>
    public const double Tau = 0.02;

    private const double Gravity = 9.8;
    private const double CartMass = 1;
    private const double Track = 2.4;
    private const double Angle = 12 * 2 * Math.PI / 360;
    private const double Start = 0.05;

    public static bool IsStateObserved => true;

    public ControlShape Shape => new()
    {
        Name = "cart-pole",
        StateDimension = 4,
        ActionLow = [-1],
        ActionHigh = [1],
        ResetDraws = 4,
        ObservationScale = [2.4, 3, 0.2095, 3],
        Horizon = 500,
    };

    public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < state.Length; i++) state[i] = -Start + 2 * Start * uniforms[i];
    }

    public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T> => state.CopyTo(observation);

    public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>
    {
        // First, so that nothing else has to wait in memory for a call that far angles need.
        T angle = state[2];
        var (sine, cosine) = Trigonometry.SinCos(angle);
        T x = state[0], velocity = state[1], spin = state[3];

        // The mass of both is a factor: divisions by it would take as long as everything else.
        double perMass = 1 / (CartMass + PoleMass), lever = PoleMass * HalfLength * perMass, share = PoleMass * perMass;
        T push = Force * perMass * action[0] + lever * spin * spin * sine;
        T spinRate = (Gravity * sine - cosine * push) / (HalfLength * (4.0 / 3 - share * cosine * cosine));
        T acceleration = push - lever * spinRate * cosine;
        next[0] = x + Tau * velocity;
        next[1] = velocity + Tau * acceleration;
        next[2] = angle + Tau * spin;
        next[3] = spin + Tau * spinRate;
        T isOff = T.IfLess(Track, Real.Abs(next[0]), 1, 0);
        return (1, T.IfLess(Angle, Real.Abs(next[2]), 1, isOff));
    }
}
