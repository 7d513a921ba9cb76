using System.Runtime.InteropServices;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Linear;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// The rows of weights of binary trees, as differences of the pairs of logits. In each lane a step uses the row of another node: those of
/// bits with up to eight nodes are looked up in a vector for every feature, those of later bits are used trajectory by trajectory. Both
/// ways sum over the features in order, so the bits are the same.
/// </summary>
internal sealed class TreeRows
{
    /// <summary>The first bits of a dimension, whose nodes fit into a table.</summary>
    private const int TableBits = 4;

    private const int TableSize = 8;

    private readonly TreeLayout _layout;
    private readonly int _longest;
    private readonly double[] _differences;
    private readonly AlignedArray<double> _tables;

    /// <summary>Creates rows of zeros.</summary>
    public TreeRows(TreeLayout layout)
    {
        (_layout, _longest, _differences) = (layout, layout.Row(layout.Grid.Dimensions - 1), new double[layout.Count]);
        _tables = new AlignedArray<double>(layout.Grid.Dimensions * Tabled * _longest * TableSize);
    }

    private int Tabled => Math.Min(TableBits, _layout.Grid.Bits);

    /// <summary>Sets the differences θ_1 − θ_0 from parameters [d][nodes][2][row].</summary>
    public void SetDifferences(ReadOnlySpan<double> parameters)
    {
        for (int i = 0; i < _layout.Grid.Dimensions; i++)
        {
            int row = _layout.Row(i);
            for (int at = _layout.First(i, 0); at < _layout.First(i, _layout.Grid.Bits); at += row)
            {
                for (int f = 0; f < row; f++) _differences[at + f] = parameters[2 * at + row + f] - parameters[2 * at + f];
            }

            for (int p = 0; p < Tabled; p++)
            {
                int first = _layout.First(i, p), table = Table(i, p);
                for (int n = 0; n < 1 << p; n++)
                {
                    for (int f = 0; f < row; f++) _tables[table + f * TableSize + n] = _differences[first + n * row + f];
                }
            }
        }
    }

    /// <summary>The products of each trajectory's row with its inputs: the differences of the logits of bit p of a dimension.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="p">The number of the bit.</param>
    /// <param name="step">The features, and the levels as far as they are known.</param>
    /// <param name="products">The destination, [width].</param>
    public void Multiply<T>(int dimension, int p, PolicyStep<T> step, LaneRow<T> products)
        where T : unmanaged, IReal<T>
    {
        if (p >= TableBits)
        {
            MultiplyEach(dimension, p, step, products);
            return;
        }

        int row = _layout.Row(dimension), features = _layout.Features;
        var table = new LaneRow<T>(_tables.Span[Table(dimension, p)..]);
        var inputs = step.Features;
        var levels = step.Choices.Row(dimension);
        for (int column = 0; column < step.Width; column += T.Count)
        {
            T node = _layout.Node(p, levels[column]), product = T.Lookup(ref table.At(0), node) * inputs[0, column];
            for (int f = 1; f < features; f++)
                product += T.Lookup(ref table.At(f * TableSize), node) * inputs[f, column];
            for (int f = features; f < row; f++)
                product += T.Lookup(ref table.At(f * TableSize), node) * _layout.Input(step, f, column);
            products[column] = product;
        }
    }

    /// <summary>Adds a multiple of each lane's row to a gradient with respect to the features.</summary>
    public void AddRow<T>(Span<T> gradient, int dimension, int p, T level, T factor)
        where T : unmanaged, IReal<T>
    {
        var levels = MemoryMarshal.Cast<T, double>(new Span<T>(ref level));
        var factors = MemoryMarshal.Cast<T, double>(new Span<T>(ref factor));
        var sums = MemoryMarshal.Cast<T, double>(gradient);
        for (int lane = 0; lane < T.Count; lane++)
        {
            var weights = _differences.AsSpan(_layout.NodeAt(dimension, p, levels[lane]), gradient.Length);
            for (int f = 0; f < weights.Length; f++) sums[f * T.Count + lane] += factors[lane] * weights[f];
        }
    }

    private void MultiplyEach<T>(int dimension, int p, PolicyStep<T> step, LaneRow<T> products)
        where T : unmanaged, IReal<T>
    {
        int row = _layout.Row(dimension), features = _layout.Features, width = step.Width;
        var levels = step.Choices.Row(dimension);
        for (int column = 0; column < width; column++)
        {
            var weights = _differences.AsSpan(_layout.NodeAt(dimension, p, levels.At(column)), features);
            var input = step.Features.Row(0).From(column);
            double product = weights[0] * input.At(0);
            for (int f = 1; f < weights.Length; f++) product += weights[f] * input.At(f * width);
            products.At(column) = product;
        }

        for (int f = features; f < row; f++)
        {
            for (int column = 0; column < width; column += T.Count)
            {
                T input = _layout.Input(step, f, column);
                var inputs = MemoryMarshal.Cast<T, double>(new Span<T>(ref input));
                for (int lane = 0; lane < T.Count; lane++)
                {
                    int node = _layout.NodeAt(dimension, p, levels.At(column + lane));
                    products.At(column + lane) += _differences[node + f] * inputs[lane];
                }
            }
        }
    }

    private int Table(int dimension, int p) => (dimension * Tabled + p) * _longest * TableSize;
}
