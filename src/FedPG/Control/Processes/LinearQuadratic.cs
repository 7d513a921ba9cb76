using System.Runtime.CompilerServices;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Linear;
using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// A linear system with quadratic costs; its first states and its noise are Gaussian. Policies draw levels
/// from the box of actions, [−limit, limit] in each dimension, or are clipped to it; the equations hold outside it too.
/// </summary>
internal readonly struct LinearQuadratic : IDynamics
{
    private readonly double _limit;
    private readonly Matrix _start;
    private readonly Matrix _noise;
    private readonly int _stepDraws;

    /// <summary>The equations of a system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="limit">The largest action of the box.</param>
    /// <param name="drawsNoise">Whether steps take random numbers, even if this system has no noise: all types take as many.</param>
    public LinearQuadratic(LinearQuadraticSystem system, double limit, bool drawsNoise)
    {
        (System, _limit) = (system, limit);
        (_start, _noise) = (system.X0.Factor()!, system.W.Factor()!);
        _stepDraws = drawsNoise ? Normals.Draws(system.States) : 0;
    }

    /// <summary>The matrices.</summary>
    public LinearQuadraticSystem System { get; }

    public static bool IsStateObserved => true;

    public ControlShape Shape => new()
    {
        Name = System.Name,
        StateDimension = System.States,
        ActionLow = ControlShape.Repeat(-_limit, System.Actions),
        ActionHigh = ControlShape.Repeat(_limit, System.Actions),
        ResetDraws = Normals.Draws(System.States),
        StepDraws = _stepDraws,
        Discount = 0.95,
    };

    public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < state.Length; i++) state[i] = 0;
        AddNormals(_start, uniforms, state);
    }

    public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T> => state.CopyTo(observation);

    public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < next.Length; i++) next[i] = Row(System.A, i, state) + Row(System.B, i, action);
        if (_stepDraws > 0) AddNormals(_noise, uniforms, next);
        return (-(Form(System.Q, state) + Form(System.R, action)), 0);
    }

    /// <summary>Adds L z with z standard normal and L a lower triangle.</summary>
    [SkipLocalsInit]
    private static void AddNormals<T>(Matrix factor, ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>
    {
        int size = uniforms.Length + 1;
        var scratch = new LaneScratch<T>(LaneColumns.Fits<T>(size) ? stackalloc T[size] : [], size);
        Span<T> normals = scratch.Numbers;
        Normals.Fill(uniforms, normals);
        for (int i = 0; i < state.Length; i++) state[i] += Row<T>(factor, i, normals[..(i + 1)]);
        scratch.Release();
    }

    /// <summary>The product of a row's first entries and a vector.</summary>
    private static T Row<T>(Matrix matrix, int row, ReadOnlySpan<T> vector)
        where T : unmanaged, IReal<T>
    {
        T sum = 0;
        for (int j = 0; j < vector.Length; j++) sum += matrix[row, j] * vector[j];
        return sum;
    }

    /// <summary>The quadratic form xᵀ M x.</summary>
    private static T Form<T>(Matrix matrix, ReadOnlySpan<T> vector)
        where T : unmanaged, IReal<T>
    {
        T sum = 0;
        for (int i = 0; i < vector.Length; i++) sum += vector[i] * Row(matrix, i, vector);
        return sum;
    }
}
