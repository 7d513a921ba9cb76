using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// One softmax over the 2^b levels of each action dimension: θ is [d][2^b][F]. With ordinal logits (Tang and Agrawal 2020, arXiv
/// 1901.10500) a level's logit is Σ_{j ≤ l} log σ(s_j) + Σ_{j > l} log(1 − σ(s_j)), so that neighbouring levels are related. The entropy
/// bonus uses log π.
/// </summary>
internal readonly struct LevelKernel : IColumnKernel
{
    private readonly ActionGrid _grid;
    private readonly int _features;
    private readonly PolicyStructure _structure;
    private readonly bool _isOrdinal;
    private readonly int[] _offsets;
    private readonly double[] _weights;

    /// <summary>Creates the kernel.</summary>
    /// <param name="grid">The actions.</param>
    /// <param name="features">F.</param>
    /// <param name="structure">Variations.</param>
    /// <param name="isOrdinal">Whether logits are ordinal.</param>
    public LevelKernel(ActionGrid grid, int features, PolicyStructure structure, bool isOrdinal)
    {
        (_grid, _features, _structure, _isOrdinal) = (grid, features, structure, isOrdinal);
        _offsets = new int[grid.Dimensions + 1];
        for (int i = 0; i < grid.Dimensions; i++) _offsets[i + 1] = _offsets[i] + grid.Levels * structure.Row(features, i);
        _weights = new double[_offsets[^1]];
        Shape = new PolicyShape(
            features, grid.Dimensions, _weights.Length, grid.Dimensions, grid.Dimensions, grid.Dimensions * grid.Levels,
            _weights.Length);
    }

    public PolicyShape Shape { get; }

    public void SetParameters(ReadOnlySpan<double> parameters) => parameters.CopyTo(_weights);

    public PolicyRating<T> Choose<T>(ReadOnlySpan<T> features, ReadOnlySpan<T> uniforms, Span<T> choices, Span<T> residuals)
        where T : unmanaged, IReal<T>
    {
        T logProbability = 0;
        var inputs = new RowInputs<T>(features, choices, _grid);
        for (int i = 0; i < choices.Length; i++)
        {
            var row = residuals.Slice(i * _grid.Levels, _grid.Levels);
            for (int l = 0; l < row.Length; l++) row[l] = inputs.Product(Weights(i, l));
            if (_isOrdinal) LevelSoftmax.ToOrdinal(row);
            T level = choices[i];
            logProbability += LevelSoftmax.Choose(row, uniforms.IsEmpty ? [] : uniforms.Slice(i, 1), _structure.Floor, ref level);
            choices[i] = level;
            if (_isOrdinal) LevelSoftmax.FromOrdinal(row);
        }

        return new PolicyRating<T>(logProbability, logProbability);
    }

    public void Act<T>(ReadOnlySpan<T> choices, Span<T> actions)
        where T : unmanaged, IReal<T> => _grid.Act(choices, actions);

    public void AddScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, LaneSums<T> sums)
        where T : unmanaged, IReal<T>
    {
        var inputs = new RowInputs<T>(features, choices, _grid);
        for (int i = 0; i < choices.Length; i++)
        {
            int row = _structure.Row(_features, i), at = _offsets[i];
            for (int l = 0; l < _grid.Levels; l++, at += row)
                inputs.AddTo(sums, at, row, credit * residuals[i * _grid.Levels + l]);
        }
    }

    public void AddFeatureScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, Span<T> gradient)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < choices.Length; i++)
        {
            for (int l = 0; l < _grid.Levels; l++)
            {
                Dense.Add(gradient, credit * residuals[i * _grid.Levels + l], Weights(i, l));
            }
        }
    }

    public void Expand(ReadOnlySpan<double> sums, Span<double> gradient) => sums.CopyTo(gradient);

    private ReadOnlySpan<double> Weights(int dimension, int level)
    {
        int row = _structure.Row(_features, dimension);
        return _weights.AsSpan(_offsets[dimension] + level * row, row);
    }
}
