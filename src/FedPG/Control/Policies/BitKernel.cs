using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// One binary tree per action dimension, most significant bit first: θ is [d][2^b − 1][2][F], a pair of logits over features for every
/// prefix of bits, in heap order. A step takes O(d b F) time. The entropy bonus uses h = Σ_q γ^{q/(db−1)} log π(bit q), where q counts the
/// bits dimension by dimension (the paper's h with k = d b).
/// </summary>
internal readonly struct BitKernel : IPolicyKernel
{
    private readonly TreeLayout _layout;
    private readonly TreeRows _rows;
    private readonly double _floor;
    private readonly double[] _weights;

    /// <summary>Creates the kernel.</summary>
    /// <param name="grid">The actions.</param>
    /// <param name="features">F.</param>
    /// <param name="discount">γ, for the weights of the bits.</param>
    /// <param name="structure">Variations.</param>
    /// <param name="range">The bits' place among those of the action; by default they are all of them.</param>
    public BitKernel(ActionGrid grid, int features, double discount, PolicyStructure structure, BitRange? range = null)
    {
        (_layout, _floor) = (new TreeLayout(grid, features, structure), structure.Floor);
        _rows = new TreeRows(_layout);
        int bits = grid.Dimensions * grid.Bits;
        var (first, all) = range ?? new BitRange(0, bits);
        _weights = [.. Enumerable.Range(first, bits).Select(q => all == 1 ? 1.0 : Elementary.Pow(discount, q / (all - 1.0)))];
        Shape = new PolicyShape(
            features, grid.Dimensions, 2 * _layout.Count, bits, grid.Dimensions, Residuals: bits, _layout.Count);
    }

    public PolicyShape Shape { get; }

    public void SetParameters(ReadOnlySpan<double> parameters) => _rows.SetDifferences(parameters);

    public void Choose<T>(PolicyStep<T> step, ReadOnlySpan<double> uniforms, LaneMatrix<T> ratings)
        where T : unmanaged, IReal<T>
    {
        if (_floor == 0) Choose<T, BitLogit<T>>(step, uniforms, ratings);
        else Choose<T, MixedBitLogit<T>>(step, uniforms, ratings);
    }

    public void Act<T>(LaneMatrix<T> choices, LaneMatrix<T> actions)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < Shape.Actions; i++)
        {
            LaneRow<T> levels = choices.Row(i), action = actions.Row(i);
            for (int column = 0; column < choices.Width; column += T.Count)
                T.Store(_layout.Grid.Action(i, levels[column]), ref action.At(column));
        }
    }

    public void AddScore<T>(PolicySteps<T> steps, LaneRow<T> credit, Span<double> sums)
        where T : unmanaged, IReal<T>
    {
        var trees = new TreeSums(_layout);
        for (int q = 0; q < _weights.Length; q++) trees.Add(q, steps, credit, sums);
    }

    public void AddFeatureScore<T>(PolicyStep<T> step, int column, T credit, Span<T> gradient)
        where T : unmanaged, IReal<T>
    {
        for (int q = 0; q < _weights.Length; q++)
        {
            int dimension = q / _layout.Grid.Bits;
            T level = step.Choices[dimension, column];
            _rows.AddRow(gradient, dimension, q % _layout.Grid.Bits, level, credit * step.Residuals[q, column]);
        }
    }

    public void Expand(ReadOnlySpan<double> sums, Span<double> gradient) => _layout.ExpandPairs(sums, gradient);

    private void Choose<T, TLogit>(PolicyStep<T> step, ReadOnlySpan<double> uniforms, LaneMatrix<T> ratings)
        where T : unmanaged, IReal<T>
        where TLogit : struct, IBitLogit<TLogit, T>
    {
        bool isDrawn = !uniforms.IsEmpty;
        var draws = new LaneMatrix<T>(uniforms, isDrawn ? Shape.Draws : 0, step.Width);
        ratings.Clear(rows: 2);
        if (isDrawn) step.Choices.Clear(Shape.Choices);
        for (int q = 0; q < _weights.Length; q++)
        {
            // All trajectories before the next bit: their long chains of operations overlap.
            int dimension = q / _layout.Grid.Bits, p = q % _layout.Grid.Bits;
            LaneRow<T> logits = step.Residuals.Row(q), levels = step.Choices.Row(dimension);
            _rows.Multiply(dimension, p, step, logits);
            if (isDrawn) Draw<T, TLogit>(p, _weights[q], logits, levels, draws.Row(q), ratings);
            else Rate<T, TLogit>(p, _weights[q], logits, levels, ratings);
        }
    }

    /// <summary>Draws a bit of every trajectory. Logits become residuals; the bit is added to the level.</summary>
    private void Draw<T, TLogit>(
        int p, double weight, LaneRow<T> residuals, LaneRow<T> levels, LaneRow<T> draws, LaneMatrix<T> ratings)
        where T : unmanaged, IReal<T>
        where TLogit : struct, IBitLogit<TLogit, T>
    {
        double value = 0.5 * _layout.Below(p), floor = _floor;
        LaneRow<T> probability = ratings.Row(0), likelihood = ratings.Row(1);
        for (int column = 0; column < ratings.Width; column += T.Count)
        {
            var logit = TLogit.Of(residuals[column], floor);
            T bit = T.IfLess(draws[column], logit.High, 1, 0), log = logit.Log(bit);
            levels[column] += value * bit;
            residuals[column] = logit.Residual(bit);
            probability[column] += log;
            likelihood[column] += weight * log;
        }
    }

    /// <summary>Rates a bit of every trajectory. Logits become residuals.</summary>
    private void Rate<T, TLogit>(int p, double weight, LaneRow<T> residuals, LaneRow<T> levels, LaneMatrix<T> ratings)
        where T : unmanaged, IReal<T>
        where TLogit : struct, IBitLogit<TLogit, T>
    {
        double floor = _floor;
        LaneRow<T> probability = ratings.Row(0), likelihood = ratings.Row(1);
        for (int column = 0; column < ratings.Width; column += T.Count)
        {
            var logit = TLogit.Of(residuals[column], floor);
            T bit = _layout.Bit(p, levels[column]), log = logit.Log(bit);
            residuals[column] = logit.Residual(bit);
            probability[column] += log;
            likelihood[column] += weight * log;
        }
    }
}
