using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Lanes;
using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>A process whose trajectories advance in vector lanes; the bits do not depend on the instructions.</summary>
/// <typeparam name="TDynamics">The equations.</typeparam>
internal sealed class LaneProcess<TDynamics>(TDynamics dynamics, LaneInstructions instructions) : ControlProcess(dynamics.Shape)
    where TDynamics : struct, IDynamics
{
    private readonly TDynamics _dynamics = dynamics;

    /// <summary>A process with the widest instructions of this machine.</summary>
    public LaneProcess(TDynamics dynamics)
        : this(dynamics, LaneProcess.Best)
    {
    }

    /// <summary>The equations.</summary>
    public TDynamics Dynamics => _dynamics;

    public override void Reset(ReadOnlySpan<double> uniforms, Span<double> states, int width)
    {
        switch (instructions)
        {
            case LaneInstructions.Vector512: Reset<Lanes8>(uniforms, states, width); break;
            case LaneInstructions.Vector256: Reset<Lanes4>(uniforms, states, width); break;
            default: Reset<Scalar>(uniforms, states, width); break;
        }
    }

    public override void Observe(ReadOnlySpan<double> states, Span<double> observations, int width)
    {
        if (TDynamics.IsStateObserved)
        {
            states.CopyTo(observations);
            return;
        }

        switch (instructions)
        {
            case LaneInstructions.Vector512: Observe<Lanes8>(states, observations, width); break;
            case LaneInstructions.Vector256: Observe<Lanes4>(states, observations, width); break;
            default: Observe<Scalar>(states, observations, width); break;
        }
    }

    public override void Step(
        ReadOnlySpan<double> states,
        ReadOnlySpan<double> actions,
        ReadOnlySpan<double> uniforms,
        Span<double> next,
        Span<double> rewards,
        Span<double> ended)
    {
        switch (instructions)
        {
            case LaneInstructions.Vector512: Step<Lanes8>(states, actions, uniforms, next, rewards, ended); break;
            case LaneInstructions.Vector256: Step<Lanes4>(states, actions, uniforms, next, rewards, ended); break;
            default: Step<Scalar>(states, actions, uniforms, next, rewards, ended); break;
        }
    }

    [SkipLocalsInit]
    private void Reset<T>(ReadOnlySpan<double> uniforms, Span<double> states, int width)
        where T : unmanaged, IReal<T>
    {
        int n = Shape.StateDimension, size = n + Shape.ResetDraws + 1;
        Span<T> scratch = LaneColumns.Aligned(LaneColumns.Fits<T>(size) ? stackalloc T[size] : new T[size]);
        Span<T> state = scratch[..n], draws = scratch[n..];
        for (int column = 0; column < width; column += T.Count)
        {
            LaneColumns.Load(uniforms, width, column, draws);
            _dynamics.Reset<T>(draws, state);
            LaneColumns.Store(state, states, width, column);
        }
    }

    [SkipLocalsInit]
    private void Observe<T>(ReadOnlySpan<double> states, Span<double> observations, int width)
        where T : unmanaged, IReal<T>
    {
        int n = Shape.StateDimension, size = n + Shape.ObservationDimension + 1;
        Span<T> scratch = LaneColumns.Aligned(LaneColumns.Fits<T>(size) ? stackalloc T[size] : new T[size]);
        Span<T> state = scratch[..n], observation = scratch[n..];
        for (int column = 0; column < width; column += T.Count)
        {
            LaneColumns.Load(states, width, column, state);
            _dynamics.Observe<T>(state, observation);
            LaneColumns.Store(observation, observations, width, column);
        }
    }

    [SkipLocalsInit]
    private void Step<T>(
        ReadOnlySpan<double> states,
        ReadOnlySpan<double> actions,
        ReadOnlySpan<double> uniforms,
        Span<double> next,
        Span<double> rewards,
        Span<double> ended)
        where T : unmanaged, IReal<T>
    {
        int n = Shape.StateDimension, d = Shape.ActionDimension, draws = Shape.StepDraws, width = rewards.Length;
        int size = 2 * n + d + draws + 1;
        Span<T> scratch = LaneColumns.Aligned(LaneColumns.Fits<T>(size) ? stackalloc T[size] : new T[size]);
        Span<T> state = scratch[..n], after = scratch.Slice(n, n), action = scratch.Slice(2 * n, d), noise = scratch[(2 * n + d)..];
        ref double reward = ref MemoryMarshal.GetReference(rewards), end = ref MemoryMarshal.GetReference(ended[..width]);
        for (int column = 0; column < width; column += T.Count)
        {
            LaneColumns.Load(states, width, column, state);
            LaneColumns.Load(actions, width, column, action);
            LaneColumns.Load(uniforms, width, column, noise);
            var (gain, over) = _dynamics.Step<T>(state, action, noise, after);
            T before = T.Load(ref Unsafe.Add(ref end, column));
            for (int i = 0; i < n; i++) after[i] = T.IfLess(0, before, state[i], after[i]);
            LaneColumns.Store(after, next, width, column);
            T.Store(T.IfLess(0, before, 0, gain), ref Unsafe.Add(ref reward, column));
            T.Store(T.IfLess(0, before, before, over), ref Unsafe.Add(ref end, column));
        }
    }
}

/// <summary>What processes of all dynamics share.</summary>
internal static class LaneProcess
{
    /// <summary>The widest vector instructions of this machine.</summary>
    public static LaneInstructions Best =>
        Vector512.IsHardwareAccelerated ? LaneInstructions.Vector512
        : Vector256.IsHardwareAccelerated ? LaneInstructions.Vector256
        : LaneInstructions.None;

    /// <summary>A process with the widest instructions of this machine.</summary>
    public static LaneProcess<TDynamics> Of<TDynamics>(TDynamics dynamics)
        where TDynamics : struct, IDynamics => new(dynamics);
}
