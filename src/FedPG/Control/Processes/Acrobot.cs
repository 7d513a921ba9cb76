using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// The two-link robot of Sutton (1996) as Gymnasium's Acrobot-v1, with torques in [−1, 1] instead of three: state (θ₁, θ₂, θ̇₁, θ̇₂) with
/// both angles 0 when it hangs, Runge–Kutta steps of 0.2 s, and a reward of −1 per step until the tip is one link above the axis.
/// </summary>
/// <param name="Length1">The length of the first link, m.</param>
/// <param name="Mass1">Its mass, kg.</param>
/// <param name="Length2">The length of the second link, m.</param>
/// <param name="Mass2">Its mass, kg.</param>
internal readonly record struct Acrobot(double Length1, double Mass1, double Length2, double Mass2) : IDynamics, IDifferentialEquation
{
    private const double Gravity = 9.8;
    private const double Moment = 1;
    private const double Tau = 0.2;
    private const double MaxSpeed1 = 4 * Math.PI;
    private const double MaxSpeed2 = 9 * Math.PI;

    public ControlShape Shape => new()
    {
        Name = "acrobot",
        StateDimension = 4,
        ObservationDimension = 6,
        ActionLow = [-1],
        ActionHigh = [1],
        ResetDraws = 4,
        ObservationScale = [1, 1, 1, 1, MaxSpeed1, MaxSpeed2],
        Horizon = 500,
    };

    public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < state.Length; i++) state[i] = -0.1 + 0.2 * uniforms[i];
    }

    public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T>
    {
        Span<T> sines = stackalloc T[2], cosines = stackalloc T[2];
        Trigonometry.SinCos(state[..2], sines, cosines);
        (observation[0], observation[1], observation[2], observation[3]) = (cosines[0], sines[0], cosines[1], sines[1]);
        (observation[4], observation[5]) = (state[2], state[3]);
    }

    [SkipLocalsInit]
    public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>
    {
        RungeKutta.Step(this, state, action, Tau, next);
        next[0] = Angles.Wrap(next[0]);
        next[1] = Angles.Wrap(next[1]);
        next[2] = Real.Clamp<T>(next[2], -MaxSpeed1, MaxSpeed1);
        next[3] = Real.Clamp<T>(next[3], -MaxSpeed2, MaxSpeed2);
        Span<T> angles = [next[0], next[0] + next[1]], sines = stackalloc T[2], cosines = stackalloc T[2];
        Trigonometry.SinCos(angles, sines, cosines);
        T height = -cosines[0] - cosines[1];
        T ended = T.IfLess(1, height, 1, 0);
        return (ended - 1, ended);
    }

    [SkipLocalsInit]
    public void Rate<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> input, Span<T> rate)
        where T : unmanaged, IReal<T>
    {
        T spin1 = state[2], spin2 = state[3];
        Span<T> angles = [state[0], state[1], state[0] + state[1]], sines = stackalloc T[3], cosines = stackalloc T[3];
        Trigonometry.SinCos(angles, sines, cosines);
        T sine2 = sines[1], cosine2 = cosines[1];
        double centre1 = Length1 / 2, centre2 = Length2 / 2, lever = Mass2 * Length1 * centre2;
        double inertia1 = Mass1 * centre1 * centre1 + Mass2 * (Length1 * Length1 + centre2 * centre2) + 2 * Moment;
        double inertia2 = Mass2 * centre2 * centre2 + Moment;
        T d1 = inertia1 + 2 * lever * cosine2, d2 = inertia2 + lever * cosine2;
        T weight2 = Mass2 * centre2 * Gravity * sines[2];
        T weight1 = (Mass1 * centre1 + Mass2 * Length1) * Gravity * sines[0] + weight2;
        T load = weight1 - lever * spin2 * sine2 * (spin2 + 2 * spin1);
        T ratio = d2 / d1;
        T rate2 = (input[0] + ratio * load - lever * spin1 * spin1 * sine2 - weight2) / (inertia2 - d2 * ratio);
        (rate[0], rate[1]) = (spin1, spin2);
        rate[2] = -(d2 * rate2 + load) / d1;
        rate[3] = rate2;
    }
}
