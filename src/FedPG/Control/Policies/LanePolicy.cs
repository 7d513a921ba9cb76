using System.Runtime.InteropServices;
using FedPG.Control.Features;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Linear;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>Creates policies in vector lanes; the bits do not depend on the instructions.</summary>
internal static class LanePolicy
{
    /// <summary>A policy at θ = 0.</summary>
    /// <param name="features">The features.</param>
    /// <param name="kernel">The policy over them.</param>
    /// <param name="instructions">The instructions.</param>
    public static ControlPolicy Of<TFeatures, TKernel>(TFeatures features, TKernel kernel, LaneInstructions instructions)
        where TFeatures : struct, IFeatureKernel
        where TKernel : struct, IPolicyKernel => instructions switch
        {
            LaneInstructions.Vector512 => new LanePolicy<TFeatures, TKernel, Lanes8>(features, kernel),
            LaneInstructions.Vector256 => new LanePolicy<TFeatures, TKernel, Lanes4>(features, kernel),
            _ => new LanePolicy<TFeatures, TKernel, Scalar>(features, kernel),
        };
}

/// <summary>Features and a kernel at one width. θ is the kernel's, then the features'.</summary>
/// <typeparam name="TFeatures">The equations of the features.</typeparam>
/// <typeparam name="TKernel">The equations of the policy.</typeparam>
/// <typeparam name="T">As many numbers as are computed together.</typeparam>
internal sealed class LanePolicy<TFeatures, TKernel, T> : ControlPolicy
    where TFeatures : struct, IFeatureKernel
    where TKernel : struct, IPolicyKernel
    where T : unmanaged, IReal<T>
{
    private readonly TFeatures _features;
    private readonly TKernel _kernel;
    private readonly PolicyShape _own;
    private readonly FeatureShape _map;
    private readonly AlignedArray<double> _scratch;
    private readonly double[] _totals;

    /// <summary>Creates a policy at θ = 0.</summary>
    /// <param name="features">The features.</param>
    /// <param name="kernel">The policy over them.</param>
    public LanePolicy(TFeatures features, TKernel kernel)
    {
        (_features, _kernel, _own, _map) = (features, kernel, kernel.Shape, features.Shape);
        Shape = new ControlPolicyShape(
            _own.Parameters + _map.Parameters, _own.Draws, _own.Choices, _map.Count, _map.Count + _map.Hidden + _own.Residuals,
            _own.Sums + _map.Parameters);
        int rows = _map.Observations + _map.Count + _map.Hidden;
        (_scratch, _totals) = (new(rows * ControlProcess.Block), new double[Shape.Sums]);
    }

    public override ControlPolicyShape Shape { get; }

    public override double[] InitialParameters()
    {
        double[] parameters = new double[Shape.Parameters];
        _kernel.Initialize(parameters.AsSpan(0, _own.Parameters));
        _features.Initialize(parameters.AsSpan(_own.Parameters));
        return parameters;
    }

    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        _kernel.SetParameters(parameters[.._own.Parameters]);
        _features.SetParameters(parameters[_own.Parameters..]);
    }

    public override void Choose(
        ReadOnlySpan<double> observations, ReadOnlySpan<double> uniforms, Span<double> choices, Span<double> trace,
        Span<double> ratings, int width)
    {
        var scratch = MemoryMarshal.Cast<double, T>(_scratch.Span);
        Span<T> observation = scratch[.._map.Observations], computed = scratch.Slice(observation.Length, _map.Count + _map.Hidden);
        var observed = new LaneMatrix<T>(observations, observation.Length, width);
        var steps = new LaneMatrix<T>(trace, computed.Length, width);
        for (int column = 0; column < width; column += T.Count)
        {
            observed.CopyTo(observation, column);
            _features.Compute<T>(observation, computed[.._map.Count], computed[_map.Count..]);
            steps.Set(computed, column);
        }

        _kernel.Choose(Step(choices, trace, width), uniforms, new LaneMatrix<T>(ratings, 2, width));
    }

    public override void Act(ReadOnlySpan<double> choices, Span<double> actions, int width) =>
        _kernel.Act(new LaneMatrix<T>(choices, _own.Choices, width), new LaneMatrix<T>(actions, _own.Actions, width));

    public override void AddScore(
        ReadOnlySpan<double> choices, ReadOnlySpan<double> trace, ReadOnlySpan<double> credit, Span<double> sums, int steps = 1)
    {
        int width = credit.Length / steps, traced = Shape.Trace * width, chosen = _own.Choices * width;
        var weights = new LaneMatrix<T>(credit, steps, width);
        var all = new PolicySteps<T>(Step(choices[..(steps * chosen)], trace[..(steps * traced)], width), steps, traced, chosen);
        _kernel.AddScore(all, weights.Row(0), sums);
        for (int s = 0; s < steps && _map.Parameters > 0; s++)
            AddFeatureScore(all[s], trace.Slice(s * traced, traced), weights.Row(s), sums);
    }

    public override void Finish(ReadOnlySpan<double> sums, Span<double> gradient)
    {
        LaneSums.Total(sums, _totals);
        _kernel.Expand(_totals.AsSpan(0, _own.Sums), gradient[.._own.Parameters]);
        _totals.AsSpan(_own.Sums).CopyTo(gradient[_own.Parameters..]);
    }

    private void AddFeatureScore(PolicyStep<T> step, ReadOnlySpan<double> trace, LaneRow<T> credit, Span<double> sums)
    {
        var scratch = MemoryMarshal.Cast<double, T>(_scratch.Span);
        Span<T> gradient = scratch[.._map.Count], hidden = scratch.Slice(_map.Count, _map.Hidden);
        var stored = new LaneMatrix<T>(trace[(_map.Count * step.Width)..], _map.Hidden, step.Width);
        for (int column = 0; column < step.Width; column += T.Count)
        {
            stored.CopyTo(hidden, column);
            gradient.Clear();
            _kernel.AddFeatureScore(step, column, credit[column], gradient);
            var own = new LaneSums<T>(sums[(_own.Sums * ControlProcess.Block)..], column % ControlProcess.Block);
            _features.AddScore<T>(hidden, gradient, own);
        }
    }

    private PolicyStep<T> Step(ReadOnlySpan<double> choices, ReadOnlySpan<double> trace, int width) =>
        new(new LaneMatrix<T>(trace, _map.Count, width),
            new LaneMatrix<T>(choices, _own.Choices, width),
            new LaneMatrix<T>(trace[((_map.Count + _map.Hidden) * width)..], _own.Residuals, width));
}
