using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// The rows of features' weights of binary trees, one tree per action dimension, as differences of the pairs of logits. In each lane a
/// step uses the row of another node: the rows of levels with up to four nodes are used together in all lanes, those of deeper levels
/// lane by lane. Both ways sum over the features in order, so the bits are the same.
/// </summary>
internal sealed class TreeRows
{
    private const int WholeLevels = 3;

    private readonly ActionGrid _grid;
    private readonly int _features;
    private readonly PolicyStructure _structure;
    private readonly int[] _offsets;
    private readonly double[] _differences;

    /// <summary>Creates rows of zeros.</summary>
    public TreeRows(ActionGrid grid, int features, PolicyStructure structure)
    {
        (_grid, _features, _structure) = (grid, features, structure);
        _offsets = new int[grid.Dimensions + 1];
        for (int i = 0; i < grid.Dimensions; i++)
            _offsets[i + 1] = _offsets[i] + (grid.Levels - 1) * structure.Row(features, i);
        _differences = new double[Count];
    }

    /// <summary>The number of differences.</summary>
    public int Count => _offsets[^1];

    /// <summary>Sets the differences θ_1 − θ_0 from parameters [d][nodes][2][row].</summary>
    public void SetDifferences(ReadOnlySpan<double> parameters)
    {
        for (int i = 0; i < _grid.Dimensions; i++)
        {
            int row = _structure.Row(_features, i);
            for (int at = _offsets[i]; at < _offsets[i + 1]; at += row)
            {
                for (int f = 0; f < row; f++) _differences[at + f] = parameters[2 * at + row + f] - parameters[2 * at + f];
            }
        }
    }

    /// <summary>The gradient of pairs of logits from that of their differences.</summary>
    public void ExpandPairs(ReadOnlySpan<double> differences, Span<double> pairs)
    {
        for (int i = 0; i < _grid.Dimensions; i++)
        {
            int row = _structure.Row(_features, i);
            for (int at = _offsets[i]; at < _offsets[i + 1]; at += row)
            {
                for (int f = 0; f < row; f++)
                {
                    pairs[2 * at + f] = -differences[at + f];
                    pairs[2 * at + row + f] = differences[at + f];
                }
            }
        }
    }

    /// <summary>The product of each lane's row with its features: the difference of the logits of bit p of a dimension.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Product<T>(int dimension, int p, T prefix, RowInputs<T> inputs)
        where T : unmanaged, IReal<T>
    {
        if (p >= WholeLevels) return LaneProduct(dimension, p, prefix, inputs);
        int row = _structure.Row(_features, dimension), at = First(dimension, p, row);
        T product = inputs.Product(_differences.AsSpan(at, row));
        for (int n = 1; n < 1 << p; n++)
            product = T.IfLess(prefix, n, product, inputs.Product(_differences.AsSpan(at + n * row, row)));
        return product;
    }

    /// <summary>Adds a multiple of each lane's features to the sums of its row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo<T>(
        LaneSums<T> sums, int dimension, int p, T prefix, T factor, RowInputs<T> inputs)
        where T : unmanaged, IReal<T>
    {
        if (p >= WholeLevels)
        {
            AddLanes(sums, dimension, p, prefix, factor, inputs);
            return;
        }

        int row = _structure.Row(_features, dimension), at = First(dimension, p, row);
        for (int n = 0; n < 1 << p; n++, at += row)
        {
            // Rows of other prefixes get a multiple of 0.
            T own = p == 0 ? factor : T.IfLess(Real.Abs(prefix - n), 0.5, factor, 0);
            inputs.AddTo(sums, at, row, own);
        }
    }

    /// <summary>Adds a multiple of each lane's row to a gradient with respect to the features.</summary>
    public void AddRow<T>(Span<T> gradient, int dimension, int p, T prefix, T factor)
        where T : unmanaged, IReal<T>
    {
        int row = _structure.Row(_features, dimension), first = First(dimension, p, row);
        Span<double> nodes = Lanes(ref prefix), factors = Lanes(ref factor), sums = MemoryMarshal.Cast<T, double>(gradient);
        for (int lane = 0; lane < T.Count; lane++)
        {
            var weights = _differences.AsSpan(first + (int)nodes[lane] * row, gradient.Length);
            for (int f = 0; f < weights.Length; f++) sums[f * T.Count + lane] += factors[lane] * weights[f];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T LaneProduct<T>(int dimension, int p, T prefix, RowInputs<T> inputs)
        where T : unmanaged, IReal<T>
    {
        int row = _structure.Row(_features, dimension), first = First(dimension, p, row);
        T product = 0;
        Span<double> nodes = Lanes(ref prefix), products = Lanes(ref product);
        for (int i = 0; i < row; i++)
        {
            T input = inputs[i];
            var column = Lanes(ref input);
            for (int lane = 0; lane < T.Count; lane++)
            {
                double term = _differences[first + (int)nodes[lane] * row + i] * column[lane];
                products[lane] = i == 0 ? term : products[lane] + term;
            }
        }

        return product;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddLanes<T>(LaneSums<T> sums, int dimension, int p, T prefix, T factor, RowInputs<T> inputs)
        where T : unmanaged, IReal<T>
    {
        int row = _structure.Row(_features, dimension), first = First(dimension, p, row);
        var nodes = Lanes(ref prefix);
        for (int i = 0; i < row; i++)
        {
            T term = factor * inputs[i];
            var column = Lanes(ref term);
            for (int lane = 0; lane < T.Count; lane++) sums.Add(first + (int)nodes[lane] * row + i, lane, column[lane]);
        }
    }

    private static Span<double> Lanes<T>(ref T value)
        where T : unmanaged, IReal<T> => MemoryMarshal.Cast<T, double>(MemoryMarshal.CreateSpan(ref value, 1));

    private int First(int dimension, int p, int row) => _offsets[dimension] + ((1 << p) - 1) * row;
}
