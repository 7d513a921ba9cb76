using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// A policy for each action dimension over features of its own: θ, choices and residuals are those of the dimensions, one after another.
/// Owns a buffer, so it is not thread-safe.
/// </summary>
/// <typeparam name="TKernel">One dimension's policy.</typeparam>
internal readonly struct SeparateKernel<TKernel> : IPolicyKernel
    where TKernel : struct, IPolicyKernel
{
    private readonly TKernel[] _kernels;
    private readonly PolicyShape[] _first;
    private readonly double[][] _ratings;

    /// <summary>Creates the kernel.</summary>
    /// <param name="kernels">One for each dimension, [d].</param>
    public SeparateKernel(TKernel[] kernels)
    {
        (_kernels, _first, _ratings) = (kernels, new PolicyShape[kernels.Length], [[]]);
        PolicyShape sum = default;
        for (int i = 0; i < kernels.Length; i++)
        {
            _first[i] = sum;
            sum = Sum(sum, kernels[i].Shape);
        }

        Shape = sum;
    }

    public PolicyShape Shape { get; }

    public void Initialize(Span<double> parameters)
    {
        for (int i = 0; i < _kernels.Length; i++) _kernels[i].Initialize(Parameters(parameters, i));
    }

    public void SetParameters(ReadOnlySpan<double> parameters)
    {
        for (int i = 0; i < _kernels.Length; i++)
            _kernels[i].SetParameters(parameters.Slice(_first[i].Parameters, _kernels[i].Shape.Parameters));
    }

    public void Choose<T>(PolicyStep<T> step, ReadOnlySpan<double> uniforms, LaneMatrix<T> ratings)
        where T : unmanaged, IReal<T>
    {
        int width = step.Width;
        if (_ratings[0].Length < 2 * width) _ratings[0] = new double[2 * width];
        var own = new LaneMatrix<T>(_ratings[0], 2, width);
        ratings.Clear(rows: 2);
        for (int i = 0; i < _kernels.Length; i++)
        {
            var draws = uniforms.IsEmpty ? [] : uniforms.Slice(_first[i].Draws * width, _kernels[i].Shape.Draws * width);
            _kernels[i].Choose(Own(step, i), draws, own);
            for (int row = 0; row < 2; row++)
            {
                LaneRow<T> sums = ratings.Row(row), addends = own.Row(row);
                for (int column = 0; column < width; column += T.Count) sums[column] += addends[column];
            }
        }
    }

    public void Act<T>(LaneMatrix<T> choices, LaneMatrix<T> actions)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < _kernels.Length; i++) _kernels[i].Act(choices.From(_first[i].Choices), actions.From(_first[i].Actions));
    }

    public void AddScore<T>(PolicySteps<T> steps, LaneRow<T> credit, Span<double> sums)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < _kernels.Length; i++)
            _kernels[i].AddScore(steps.From(Own(steps[0], i)), credit, sums[(_first[i].Sums * ControlProcess.Block)..]);
    }

    public void AddFeatureScore<T>(PolicyStep<T> step, int column, T credit, Span<T> gradient)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < _kernels.Length; i++)
        {
            var own = gradient.Slice(_first[i].Features, _kernels[i].Shape.Features);
            _kernels[i].AddFeatureScore(Own(step, i), column, credit, own);
        }
    }

    public void Expand(ReadOnlySpan<double> sums, Span<double> gradient)
    {
        for (int i = 0; i < _kernels.Length; i++)
            _kernels[i].Expand(sums.Slice(_first[i].Sums, _kernels[i].Shape.Sums), Parameters(gradient, i));
    }

    private static PolicyShape Sum(PolicyShape one, PolicyShape other) => new(
        one.Features + other.Features, one.Actions + other.Actions, one.Parameters + other.Parameters, one.Draws + other.Draws,
        one.Choices + other.Choices, one.Residuals + other.Residuals, one.Sums + other.Sums);

    private Span<double> Parameters(Span<double> parameters, int i) =>
        parameters.Slice(_first[i].Parameters, _kernels[i].Shape.Parameters);

    private PolicyStep<T> Own<T>(PolicyStep<T> step, int i)
        where T : unmanaged, IReal<T> => new(
            step.Features.From(_first[i].Features), step.Choices.From(_first[i].Choices), step.Residuals.From(_first[i].Residuals));
}
