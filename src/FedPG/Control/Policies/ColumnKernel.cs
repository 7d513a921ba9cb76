using System.Runtime.InteropServices;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Linear;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>Equations for one vector of trajectories as a kernel of whole steps. Owns its buffer, so it is not thread-safe.</summary>
internal readonly struct ColumnKernel<TKernel> : IPolicyKernel
    where TKernel : struct, IColumnKernel
{
    private readonly TKernel _kernel;
    private readonly AlignedArray<double> _scratch;

    /// <summary>Allocates the buffer.</summary>
    /// <param name="kernel">The equations.</param>
    public ColumnKernel(TKernel kernel)
    {
        (_kernel, Shape) = (kernel, kernel.Shape);
        int rows = Shape.Features + Shape.Draws + Shape.Choices + Shape.Residuals + Shape.Actions;
        _scratch = new AlignedArray<double>(rows * ControlProcess.Block);
    }

    public PolicyShape Shape { get; }

    public void Initialize(Span<double> parameters) => _kernel.Initialize(parameters);

    public void SetParameters(ReadOnlySpan<double> parameters) => _kernel.SetParameters(parameters);

    public void Choose<T>(PolicyStep<T> step, ReadOnlySpan<double> uniforms, LaneMatrix<T> ratings)
        where T : unmanaged, IReal<T>
    {
        bool isDrawn = !uniforms.IsEmpty;
        var rows = MemoryMarshal.Cast<double, T>(_scratch.Span);
        Span<T> features = Take(ref rows, Shape.Features), draws = Take(ref rows, isDrawn ? Shape.Draws : 0);
        Span<T> choices = Take(ref rows, Shape.Choices), residuals = Take(ref rows, Shape.Residuals);
        var random = new LaneMatrix<T>(uniforms, draws.Length, step.Width);
        LaneRow<T> probability = ratings.Row(0), likelihood = ratings.Row(1);
        for (int column = 0; column < step.Width; column += T.Count)
        {
            step.Features.CopyTo(features, column);
            random.CopyTo(draws, column);
            if (!isDrawn) step.Choices.CopyTo(choices, column);
            var rating = _kernel.Choose<T>(features, draws, choices, residuals);
            step.Choices.Set(choices, column);
            step.Residuals.Set(residuals, column);
            (probability[column], likelihood[column]) = (rating.LogProbability, rating.LogLikelihood);
        }
    }

    public void Act<T>(LaneMatrix<T> choices, LaneMatrix<T> actions)
        where T : unmanaged, IReal<T>
    {
        var rows = MemoryMarshal.Cast<double, T>(_scratch.Span);
        Span<T> choice = Take(ref rows, Shape.Choices), action = Take(ref rows, Shape.Actions);
        for (int column = 0; column < choices.Width; column += T.Count)
        {
            choices.CopyTo(choice, column);
            _kernel.Act<T>(choice, action);
            actions.Set(action, column);
        }
    }

    public void AddScore<T>(PolicySteps<T> steps, LaneRow<T> credit, Span<double> sums)
        where T : unmanaged, IReal<T>
    {
        for (int s = 0, at = 0; s < steps.Count; s++)
        {
            for (int column = 0; column < steps.Width; column += T.Count, at += T.Count)
            {
                Load(steps[s], column, out var features, out var choices, out var residuals);
                _kernel.AddScore<T>(features, choices, residuals, credit[at], new LaneSums<T>(sums, column % ControlProcess.Block));
            }
        }
    }

    public void AddFeatureScore<T>(PolicyStep<T> step, int column, T credit, Span<T> gradient)
        where T : unmanaged, IReal<T>
    {
        Load(step, column, out var features, out var choices, out var residuals);
        _kernel.AddFeatureScore<T>(features, choices, residuals, credit, gradient);
    }

    public void Expand(ReadOnlySpan<double> sums, Span<double> gradient) => _kernel.Expand(sums, gradient);

    private void Load<T>(PolicyStep<T> step, int column, out Span<T> features, out Span<T> choices, out Span<T> residuals)
        where T : unmanaged, IReal<T>
    {
        var rows = MemoryMarshal.Cast<double, T>(_scratch.Span);
        features = Take(ref rows, Shape.Features);
        choices = Take(ref rows, Shape.Choices);
        residuals = Take(ref rows, Shape.Residuals);
        step.Features.CopyTo(features, column);
        step.Choices.CopyTo(choices, column);
        step.Residuals.CopyTo(residuals, column);
    }

    private static Span<T> Take<T>(scoped ref Span<T> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
