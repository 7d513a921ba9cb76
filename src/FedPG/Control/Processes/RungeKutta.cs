using System.Runtime.CompilerServices;
using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>A system of ordinary differential equations, y' = f(y, u).</summary>
internal interface IDifferentialEquation
{
    /// <summary>f(y, u).</summary>
    void Rate<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> input, Span<T> rate)
        where T : unmanaged, IReal<T>;
}

/// <summary>The classical method of Runge and Kutta of order four.</summary>
internal static class RungeKutta
{
    /// <summary>One step with a constant input.</summary>
    /// <param name="equation">f.</param>
    /// <param name="state">y, [n].</param>
    /// <param name="input">u.</param>
    /// <param name="step">The time that passes.</param>
    /// <param name="next">y afterwards, [n].</param>
    [SkipLocalsInit]
    public static void Step<TEquation, T>(
        in TEquation equation, ReadOnlySpan<T> state, ReadOnlySpan<T> input, double step, Span<T> next)
        where TEquation : struct, IDifferentialEquation
        where T : unmanaged, IReal<T>
    {
        int n = state.Length;
        int size = 3 * n + 1;
        var scratch = new LaneScratch<T>(LaneColumns.Fits<T>(size) ? stackalloc T[size] : [], size);
        Span<T> rate = scratch.Numbers[..n], sum = scratch.Numbers.Slice(n, n), at = scratch.Numbers[(2 * n)..];
        equation.Rate(state, input, rate);
        rate.CopyTo(sum);
        for (int stage = 1; stage < 4; stage++)
        {
            double part = stage == 3 ? step : step / 2, weight = stage == 3 ? 1 : 2;
            for (int i = 0; i < n; i++) at[i] = state[i] + part * rate[i];
            equation.Rate<T>(at, input, rate);
            for (int i = 0; i < n; i++) sum[i] += weight * rate[i];
        }

        for (int i = 0; i < n; i++) next[i] = state[i] + step / 6 * sum[i];
        scratch.Release();
    }
}
