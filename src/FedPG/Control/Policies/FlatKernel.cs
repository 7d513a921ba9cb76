using System.Runtime.InteropServices;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// One softmax over all 2^{db} actions: θ is [2^{db}][F]. A baseline: time, memory and parameters grow exponentially with d. An action's
/// number has the level of the first dimension in its most significant bits.
/// </summary>
internal readonly struct FlatKernel : IColumnKernel
{
    /// <summary>The most actions.</summary>
    public const int MostActions = 1 << 20;

    private readonly ActionGrid _grid;
    private readonly int _features;
    private readonly double _floor;
    private readonly double[] _weights;

    // Logits, then residuals, of eight trajectories: computed again for the score, as a trace of them would not fit in memory.
    private readonly double[] _scratch;

    /// <summary>Creates the kernel.</summary>
    /// <param name="grid">The actions.</param>
    /// <param name="features">F.</param>
    /// <param name="structure">Variations.</param>
    /// <exception cref="SpecificationException">There are more than <see cref="MostActions"/> actions.</exception>
    public FlatKernel(ActionGrid grid, int features, PolicyStructure structure)
    {
        int bits = grid.Dimensions * grid.Bits;
        if (bits > 20)
        {
            throw new SpecificationException(
                "policy.family", $"flat with 2^{bits} actions ({grid.Dimensions} dimensions of {grid.Bits} bits)",
                "flat with at most 2^20");
        }

        (_grid, _features, _floor, _weights) = (grid, features, structure.Floor, new double[(1 << bits) * features]);
        _scratch = new double[ControlProcess.Block << bits];
        Shape = new PolicyShape(features, grid.Dimensions, _weights.Length, 1, 1, Residuals: 0, _weights.Length);
    }

    public PolicyShape Shape { get; }

    public void SetParameters(ReadOnlySpan<double> parameters) => parameters.CopyTo(_weights);

    public PolicyRating<T> Choose<T>(ReadOnlySpan<T> features, ReadOnlySpan<T> uniforms, Span<T> choices, Span<T> residuals)
        where T : unmanaged, IReal<T>
    {
        T action = choices[0], log = Rate(features, uniforms, ref action, out _);
        choices[0] = action;
        return new PolicyRating<T>(log, log);
    }

    public void Act<T>(ReadOnlySpan<T> choices, Span<T> actions)
        where T : unmanaged, IReal<T>
    {
        T rest = choices[0];
        for (int i = actions.Length - 1; i >= 0; i--)
        {
            T above = Real.Floor(rest * (1.0 / _grid.Levels));
            actions[i] = _grid.Action(i, rest - above * _grid.Levels);
            rest = above;
        }
    }

    public void AddScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, LaneSums<T> sums)
        where T : unmanaged, IReal<T>
    {
        T action = choices[0];
        Rate(features, [], ref action, out var own);
        for (int a = 0, at = 0; a < own.Length; a++, at += features.Length) sums.Add(at, credit * own[a], features);
    }

    public void AddFeatureScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, Span<T> gradient)
        where T : unmanaged, IReal<T>
    {
        T action = choices[0];
        Rate(features, [], ref action, out var own);
        for (int a = 0; a < own.Length; a++) Dense.Add(gradient, credit * own[a], _weights.AsSpan(a * features.Length));
    }

    public void Expand(ReadOnlySpan<double> sums, Span<double> gradient) => sums.CopyTo(gradient);

    private T Rate<T>(ReadOnlySpan<T> features, ReadOnlySpan<T> uniforms, ref T action, out Span<T> residuals)
        where T : unmanaged, IReal<T>
    {
        residuals = MemoryMarshal.Cast<double, T>(_scratch.AsSpan())[..(_weights.Length / _features)];
        for (int a = 0; a < residuals.Length; a++) residuals[a] = Dense.Product<T>(_weights.AsSpan(a * _features), features);
        return LevelSoftmax.Choose(residuals, uniforms, _floor, ref action);
    }
}
