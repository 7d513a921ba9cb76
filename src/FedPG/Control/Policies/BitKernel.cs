using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// One binary tree per action dimension, most significant bit first: θ is [d][2^b − 1][2][F], a pair of logits over features for every
/// prefix of bits, in heap order. A step takes O(d b F) time. The entropy bonus uses h = Σ_q γ^{q/(db−1)} log π(bit q), where q counts the
/// bits dimension by dimension (the paper's h with k = d b).
/// </summary>
internal readonly struct BitKernel : IPolicyKernel
{
    private readonly ActionGrid _grid;
    private readonly TreeRows _rows;
    private readonly double _floor;
    private readonly double[] _weights;

    /// <summary>Creates the kernel.</summary>
    /// <param name="grid">The actions.</param>
    /// <param name="features">F.</param>
    /// <param name="discount">γ, for the weights of the bits.</param>
    /// <param name="structure">Variations.</param>
    public BitKernel(ActionGrid grid, int features, double discount, PolicyStructure structure)
    {
        (_grid, _floor) = (grid, structure.Floor);
        _rows = new TreeRows(grid, features, structure);
        int bits = grid.Dimensions * grid.Bits;
        _weights = [.. Enumerable.Range(0, bits).Select(q => bits == 1 ? 1.0 : Elementary.Pow(discount, q / (bits - 1.0)))];
        Shape = new PolicyShape(features, grid.Dimensions, 2 * _rows.Count, bits, grid.Dimensions, 2 * bits, _rows.Count);
    }

    public PolicyShape Shape { get; }

    public void SetParameters(ReadOnlySpan<double> parameters) => _rows.SetDifferences(parameters);

    public PolicyRating<T> Choose<T>(ReadOnlySpan<T> features, ReadOnlySpan<T> uniforms, Span<T> choices, Span<T> residuals)
        where T : unmanaged, IReal<T>
    {
        T logProbability = 0, likelihood = 0;
        var inputs = new RowInputs<T>(features, choices, _grid);
        for (int i = 0, q = 0; i < choices.Length; i++)
        {
            T prefix = 0, level = choices[i], unit = _grid.Levels;
            for (int p = 0; p < _grid.Bits; p++, q++)
            {
                unit *= 0.5;
                var logit = new BitLogit<T>(_rows.Product(i, p, prefix, inputs), _floor);
                T bit = uniforms.IsEmpty ? Real.Floor(level / unit) - 2 * prefix : T.IfLess(uniforms[q], logit.High, 1, 0);
                T log = logit.Log(bit);
                logProbability += log;
                likelihood += _weights[q] * log;
                residuals[2 * q] = logit.Residual(bit);
                residuals[2 * q + 1] = prefix;
                prefix = 2 * prefix + bit;
            }

            choices[i] = prefix;
        }

        return new PolicyRating<T>(logProbability, likelihood);
    }

    public void Act<T>(ReadOnlySpan<T> choices, Span<T> actions)
        where T : unmanaged, IReal<T> => _grid.Act(choices, actions);

    public void AddScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, LaneSums<T> sums)
        where T : unmanaged, IReal<T>
    {
        var inputs = new RowInputs<T>(features, choices, _grid);
        for (int i = 0, q = 0; i < choices.Length; i++)
        {
            for (int p = 0; p < _grid.Bits; p++, q++)
                _rows.AddTo(sums, i, p, residuals[2 * q + 1], credit * residuals[2 * q], inputs);
        }
    }

    public void AddFeatureScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, Span<T> gradient)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0, q = 0; i < choices.Length; i++)
        {
            for (int p = 0; p < _grid.Bits; p++, q++) _rows.AddRow(gradient, i, p, residuals[2 * q + 1], credit * residuals[2 * q]);
        }
    }

    public void Expand(ReadOnlySpan<double> sums, Span<double> gradient) => _rows.ExpandPairs(sums, gradient);
}
