using System.Runtime.CompilerServices;
using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// A swimmer of n links in a viscous liquid, moved by torques in its n−1 joints (Coulom 2002). State (ẋ, ẏ) of the centre of mass, the
/// angles θ₁ … θ_n of the links and their velocities; lengths and masses are 1. The reward is ẋ after the step less 0.01 times the mean
/// square of the actions, which are in [−1, 1]. Observed are cos θ₁, sin θ₁, the angles of the joints, ẋ, ẏ, θ̇₁ and the velocities of
/// the joints: everything but the position.
/// </summary>
internal readonly struct Swimmer : IDynamics, IDifferentialEquation
{
    /// <summary>The largest number of links.</summary>
    public const int MaxLinks = 32;

    private const double Start = 0.1;

    private readonly SwimmerGeometry _geometry;
    private readonly double _normalDrag, _tangentialDrag, _torque, _step;

    /// <summary>The equations.</summary>
    /// <param name="links">n: from 2 to 32.</param>
    /// <param name="normalDrag">k₁: the drag across the links.</param>
    /// <param name="tangentialDrag">k₂: the drag along the links.</param>
    /// <param name="torque">The torque of the action 1.</param>
    /// <param name="step">The time of a Runge–Kutta step, s.</param>
    public Swimmer(int links, double normalDrag, double tangentialDrag, double torque, double step)
    {
        _geometry = new SwimmerGeometry(links);
        (_normalDrag, _tangentialDrag, _torque, _step) = (normalDrag, tangentialDrag, torque, step);
    }

    /// <summary>Where the links are.</summary>
    public SwimmerGeometry Geometry => _geometry;

    /// <summary>The time of a step, s.</summary>
    public double TimeStep => _step;

    private int Links => _geometry.Links;

    public ControlShape Shape => new()
    {
        Name = "swimmer",
        StateDimension = 2 * Links + 2,
        ObservationDimension = 2 * Links + 3,
        ActionLow = ControlShape.Repeat(-1, Links - 1),
        ActionHigh = ControlShape.Repeat(1, Links - 1),
        ResetDraws = 2 * Links + 2,
        Horizon = 500,
    };

    public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < state.Length; i++) state[i] = -Start + 2 * Start * uniforms[i];
    }

    public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T>
    {
        int n = Links;
        ReadOnlySpan<T> angles = state.Slice(2, n), spins = state[(n + 2)..];
        (observation[1], observation[0]) = Trigonometry.SinCos(angles[0]);
        (observation[n + 1], observation[n + 2], observation[n + 3]) = (state[0], state[1], spins[0]);
        for (int i = 1; i < n; i++)
        {
            observation[i + 1] = angles[i] - angles[i - 1];
            observation[n + 3 + i] = spins[i] - spins[i - 1];
        }
    }

    [SkipLocalsInit]
    public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>
    {
        Span<T> torques = LaneColumns.Aligned(stackalloc T[action.Length + 1]);
        T squares = 0;
        for (int i = 0; i < action.Length; i++)
        {
            torques[i] = _torque * action[i];
            squares += action[i] * action[i];
        }

        RungeKutta.Step(this, state, torques, _step, next);
        return (next[0] - 0.01 / action.Length * squares, 0);
    }

    /// <summary>
    /// Newton's equations: the drag of each link by its velocity along and across, then the centre's acceleration and a linear system for
    /// those of the angles.
    /// </summary>
    [SkipLocalsInit]
    public void Rate<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> input, Span<T> rate)
        where T : unmanaged, IReal<T>
    {
        int n = Links;
        Span<T> scratch = LaneColumns.Aligned(stackalloc T[5 * n + 1]);
        Span<T> sine = scratch[..n], cosine = scratch.Slice(n, n), across = scratch.Slice(2 * n, n);
        Span<T> along = scratch.Slice(3 * n, n), moment = scratch.Slice(4 * n, n);
        ReadOnlySpan<T> angles = state.Slice(2, n), spins = state[(n + 2)..];
        Trigonometry.SinCos(angles, sine, cosine);
        T forceX = 0, forceY = 0;
        for (int i = 0; i < n; i++)
        {
            T x = state[0], y = state[1];
            for (int j = 0; j < n; j++)
            {
                T arm = _geometry.Offset(i, j) * spins[j];
                x -= arm * sine[j];
                y += arm * cosine[j];
            }

            across[i] = _normalDrag * (cosine[i] * y - sine[i] * x);
            along[i] = _tangentialDrag * (cosine[i] * x + sine[i] * y);
            forceX += cosine[i] * along[i] - sine[i] * across[i];
            forceY += sine[i] * along[i] + cosine[i] * across[i];
        }

        for (int i = 0; i < n; i++)
        {
            T sum = (i < n - 1 ? input[i] : 0) - (i > 0 ? input[i - 1] : 0) - _normalDrag * SwimmerGeometry.Moment * spins[i];
            for (int j = 0; j < n; j++)
            {
                // cos and sin of θ_i − θ_j.
                T c = cosine[i] * cosine[j] + sine[i] * sine[j], s = sine[i] * cosine[j] - cosine[i] * sine[j];
                sum -= _geometry.Inertia(i, j) * s * spins[j] * spins[j] + _geometry.Offset(j, i) * (c * across[j] + s * along[j]);
            }

            moment[i] = sum;
        }

        rate[0] = forceX * (-1.0 / n);
        rate[1] = forceY * (-1.0 / n);
        spins.CopyTo(rate[2..]);
        moment.CopyTo(rate[(n + 2)..]);
        _geometry.Accelerate(sine, cosine, rate[(n + 2)..]);
    }
}
