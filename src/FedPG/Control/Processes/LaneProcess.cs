using System.Runtime.CompilerServices;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Lanes;
using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>A process whose trajectories advance in vector lanes; the bits do not depend on the instructions.</summary>
/// <typeparam name="TDynamics">The equations.</typeparam>
internal abstract class LaneProcess<TDynamics>(TDynamics dynamics) : ControlProcess(dynamics.Shape)
    where TDynamics : struct, IDynamics
{
    /// <summary>The equations.</summary>
    public TDynamics Dynamics { get; } = dynamics;
}

/// <summary>Creates processes for some instructions.</summary>
internal static class LaneProcess
{
    /// <summary>A process with the widest instructions of this machine.</summary>
    public static LaneProcess<TDynamics> Of<TDynamics>(TDynamics dynamics)
        where TDynamics : struct, IDynamics => Of(dynamics, LaneColumns.Best);

    /// <summary>A process with given instructions.</summary>
    public static LaneProcess<TDynamics> Of<TDynamics>(TDynamics dynamics, LaneInstructions instructions)
        where TDynamics : struct, IDynamics => instructions switch
        {
            LaneInstructions.Vector512 => new LaneProcess<TDynamics, Lanes8>(dynamics),
            LaneInstructions.Vector256 => new LaneProcess<TDynamics, Lanes4>(dynamics),
            _ => new LaneProcess<TDynamics, Scalar>(dynamics),
        };
}

/// <summary>A process at one width.</summary>
/// <typeparam name="TDynamics">The equations.</typeparam>
/// <typeparam name="T">As many numbers as advance together.</typeparam>
internal sealed class LaneProcess<TDynamics, T>(TDynamics dynamics) : LaneProcess<TDynamics>(dynamics)
    where TDynamics : struct, IDynamics
    where T : unmanaged, IReal<T>
{
    private readonly TDynamics _dynamics = dynamics;

    [SkipLocalsInit]
    public override void Reset(ReadOnlySpan<double> uniforms, Span<double> states, int width)
    {
        int n = Shape.StateDimension, size = n + Shape.ResetDraws + 1;
        var scratch = new LaneScratch<T>(LaneColumns.Fits<T>(size) ? stackalloc T[size] : [], size);
        Span<T> state = scratch.Numbers[..n], draws = scratch.Numbers[n..];
        for (int column = 0; column < width; column += T.Count)
        {
            LaneColumns.Load(uniforms, width, column, draws);
            _dynamics.Reset<T>(draws, state);
            LaneColumns.Store(state, states, width, column);
        }

        scratch.Release();
    }

    [SkipLocalsInit]
    public override void Observe(ReadOnlySpan<double> states, Span<double> observations, int width)
    {
        if (TDynamics.IsStateObserved)
        {
            states.CopyTo(observations);
            return;
        }

        int n = Shape.StateDimension, size = n + Shape.ObservationDimension + 1;
        var scratch = new LaneScratch<T>(LaneColumns.Fits<T>(size) ? stackalloc T[size] : [], size);
        Span<T> state = scratch.Numbers[..n], observation = scratch.Numbers[n..];
        for (int column = 0; column < width; column += T.Count)
        {
            LaneColumns.Load(states, width, column, state);
            _dynamics.Observe<T>(state, observation);
            LaneColumns.Store(observation, observations, width, column);
        }

        scratch.Release();
    }

    [SkipLocalsInit]
    public override void Step(
        ReadOnlySpan<double> states,
        ReadOnlySpan<double> actions,
        ReadOnlySpan<double> uniforms,
        Span<double> next,
        Span<double> rewards,
        Span<double> ended)
    {
        int n = Shape.StateDimension, d = Shape.ActionDimension, draws = Shape.StepDraws, width = rewards.Length;
        int size = 2 * n + d + draws + 1;
        var scratch = new LaneScratch<T>(LaneColumns.Fits<T>(size) ? stackalloc T[size] : [], size);
        Span<T> state = scratch.Numbers[..n], after = scratch.Numbers.Slice(n, n);
        Span<T> action = scratch.Numbers.Slice(2 * n, d), noise = scratch.Numbers[(2 * n + d)..];
        LaneRow<T> reward = new(rewards), end = new(ended[..width]);
        for (int column = 0; column < width; column += T.Count)
        {
            LaneColumns.Load(states, width, column, state);
            LaneColumns.Load(actions, width, column, action);
            LaneColumns.Load(uniforms, width, column, noise);
            var (gain, over) = _dynamics.Step<T>(state, action, noise, after);
            T before = end[column];
            for (int i = 0; i < n; i++) after[i] = T.IfLess(0, before, state[i], after[i]);
            LaneColumns.Store(after, next, width, column);
            reward[column] = T.IfLess(0, before, 0, gain);
            end[column] = T.IfLess(0, before, before, over);
        }

        scratch.Release();
    }
}
