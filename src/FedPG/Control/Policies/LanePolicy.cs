using System.Runtime.InteropServices;
using FedPG.Control.Features;
using FedPG.Control.Processes;
using FedPG.Kernels.Lanes;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// Features and a kernel, in vector lanes; the bits do not depend on the instructions. θ is the kernel's, then the features'.
/// </summary>
/// <typeparam name="TFeatures">The equations of the features.</typeparam>
/// <typeparam name="TKernel">The equations of the policy.</typeparam>
internal sealed class LanePolicy<TFeatures, TKernel> : ControlPolicy
    where TFeatures : struct, IFeatureKernel
    where TKernel : struct, IPolicyKernel
{
    private readonly TFeatures _features;
    private readonly TKernel _kernel;
    private readonly LaneInstructions _instructions;
    private readonly PolicyShape _own;
    private readonly FeatureShape _map;
    private readonly double[] _scratch;
    private readonly double[] _totals;

    /// <summary>Creates a policy at θ = 0.</summary>
    /// <param name="features">The features.</param>
    /// <param name="kernel">The policy over them.</param>
    /// <param name="instructions">The instructions.</param>
    public LanePolicy(TFeatures features, TKernel kernel, LaneInstructions instructions)
    {
        (_features, _kernel, _instructions) = (features, kernel, instructions);
        (_own, _map) = (kernel.Shape, features.Shape);
        Shape = new ControlPolicyShape(
            _own.Parameters + _map.Parameters, _own.Draws, _own.Choices, _map.Count, _map.Count + _map.Hidden + _own.Residuals,
            _own.Sums + _map.Parameters);
        int rows = _map.Observations + _own.Draws + _own.Choices + Shape.Trace + _own.Actions + _map.Count;
        (_scratch, _totals) = (new double[rows * ControlProcess.Block], new double[Shape.Sums]);
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
        switch (_instructions)
        {
            case LaneInstructions.Vector512: Choose<Lanes8>(observations, uniforms, choices, trace, ratings, width); break;
            case LaneInstructions.Vector256: Choose<Lanes4>(observations, uniforms, choices, trace, ratings, width); break;
            default: Choose<Scalar>(observations, uniforms, choices, trace, ratings, width); break;
        }
    }

    public override void Act(ReadOnlySpan<double> choices, Span<double> actions, int width)
    {
        switch (_instructions)
        {
            case LaneInstructions.Vector512: Act<Lanes8>(choices, actions, width); break;
            case LaneInstructions.Vector256: Act<Lanes4>(choices, actions, width); break;
            default: Act<Scalar>(choices, actions, width); break;
        }
    }

    public override void AddScore(
        ReadOnlySpan<double> choices, ReadOnlySpan<double> trace, ReadOnlySpan<double> credit, Span<double> sums)
    {
        switch (_instructions)
        {
            case LaneInstructions.Vector512: AddScore<Lanes8>(choices, trace, credit, sums); break;
            case LaneInstructions.Vector256: AddScore<Lanes4>(choices, trace, credit, sums); break;
            default: AddScore<Scalar>(choices, trace, credit, sums); break;
        }
    }

    public override void Finish(ReadOnlySpan<double> sums, Span<double> gradient)
    {
        LaneSums.Total(sums, _totals);
        _kernel.Expand(_totals.AsSpan(0, _own.Sums), gradient[.._own.Parameters]);
        _totals.AsSpan(_own.Sums).CopyTo(gradient[_own.Parameters..]);
    }

    private void Choose<T>(
        ReadOnlySpan<double> observations, ReadOnlySpan<double> uniforms, Span<double> choices, Span<double> trace,
        Span<double> ratings, int width)
        where T : unmanaged, IReal<T>
    {
        var rows = MemoryMarshal.Cast<double, T>(_scratch.AsSpan());
        var observation = Take(ref rows, _map.Observations);
        var draws = Take(ref rows, uniforms.IsEmpty ? 0 : _own.Draws);
        var choice = Take(ref rows, _own.Choices);
        var steps = Take(ref rows, Shape.Trace);
        Span<T> features = steps[.._map.Count], hidden = steps.Slice(_map.Count, _map.Hidden);
        var residuals = steps[(_map.Count + _map.Hidden)..];
        for (int column = 0; column < width; column += T.Count)
        {
            LaneColumns.Load(observations, width, column, observation);
            LaneColumns.Load(uniforms, width, column, draws);
            if (draws.IsEmpty) LaneColumns.Load(choices, width, column, choice);
            _features.Compute<T>(observation, features, hidden);
            var rating = _kernel.Choose<T>(features, draws, choice, residuals);
            LaneColumns.Store<T>(choice, choices, width, column);
            LaneColumns.Store<T>(steps, trace, width, column);
            LaneColumns.Store([rating.LogProbability, rating.LogLikelihood], ratings, width, column);
        }
    }

    private void Act<T>(ReadOnlySpan<double> choices, Span<double> actions, int width)
        where T : unmanaged, IReal<T>
    {
        var rows = MemoryMarshal.Cast<double, T>(_scratch.AsSpan());
        Span<T> choice = Take(ref rows, _own.Choices), action = Take(ref rows, _own.Actions);
        for (int column = 0; column < width; column += T.Count)
        {
            LaneColumns.Load(choices, width, column, choice);
            _kernel.Act<T>(choice, action);
            LaneColumns.Store<T>(action, actions, width, column);
        }
    }

    private void AddScore<T>(
        ReadOnlySpan<double> choices, ReadOnlySpan<double> trace, ReadOnlySpan<double> credit, Span<double> sums)
        where T : unmanaged, IReal<T>
    {
        int width = credit.Length;
        var rows = MemoryMarshal.Cast<double, T>(_scratch.AsSpan());
        Span<T> choice = Take(ref rows, _own.Choices), steps = Take(ref rows, Shape.Trace), one = Take(ref rows, 1);
        Span<T> features = steps[.._map.Count], hidden = steps.Slice(_map.Count, _map.Hidden);
        var residuals = steps[(_map.Count + _map.Hidden)..];
        var gradient = Take(ref rows, _map.Parameters == 0 ? 0 : _map.Count);
        for (int column = 0; column < width; column += T.Count)
        {
            LaneColumns.Load(choices, width, column, choice);
            LaneColumns.Load(trace, width, column, steps);
            LaneColumns.Load(credit, width, column, one);
            int lane = column % ControlProcess.Block;
            _kernel.AddScore<T>(features, choice, residuals, one[0], new LaneSums<T>(sums, lane));
            if (gradient.IsEmpty) continue;
            gradient.Clear();
            _kernel.AddFeatureScore<T>(features, choice, residuals, one[0], gradient);
            _features.AddScore<T>(hidden, gradient, new LaneSums<T>(sums[(_own.Sums * ControlProcess.Block)..], lane));
        }
    }

    private static Span<T> Take<T>(ref Span<T> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
