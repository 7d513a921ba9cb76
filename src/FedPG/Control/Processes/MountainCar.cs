using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// The car in a valley of Gymnasium's MountainCarContinuous-v0: state (x, v), an end at x ≥ 0.45 with a reward of 100, and a cost of 0.1
/// times the squared action per step.
/// </summary>
/// <param name="Power">The acceleration of the action 1.</param>
/// <param name="Gravity">The largest acceleration of the slope, which is that times cos 3x.</param>
internal readonly record struct MountainCar(double Power, double Gravity) : IDynamics
{
    private const double Left = -1.2;
    private const double Right = 0.6;
    private const double Goal = 0.45;
    private const double MaxSpeed = 0.07;

    public static bool IsStateObserved => true;

    public ControlShape Shape => new()
    {
        Name = "mountain-car-continuous",
        StateDimension = 2,
        ActionLow = [-1],
        ActionHigh = [1],
        ResetDraws = 1,
        ObservationScale = [1.2, MaxSpeed],
        Horizon = 999,
    };

    public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>
    {
        state[0] = -0.6 + 0.2 * uniforms[0];
        state[1] = 0;
    }

    public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T> => state.CopyTo(observation);

    public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>
    {
        T push = Power * Real.Clamp<T>(action[0], -1, 1);
        T speed = Real.Clamp<T>(state[1] + push - Gravity * Trigonometry.Cos(3 * state[0]), -MaxSpeed, MaxSpeed);
        T x = Real.Clamp<T>(state[0] + speed, Left, Right);

        // The left wall stops the car.
        speed = T.IfLess(Left, x, speed, Real.Max<T>(speed, 0));
        (next[0], next[1]) = (x, speed);
        T ended = T.IfLess(x, Goal, 0, T.IfLess(speed, 0, 0, 1));
        return (100 * ended - 0.1 * action[0] * action[0], ended);
    }
}
