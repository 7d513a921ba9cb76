using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>
/// The order of what binary trees have per node, [d][2^b − 1][row]: one tree per action dimension, nodes in heap order, a row for every
/// node. A row goes with the features and, in autoregressive policies, with the actions of earlier dimensions.
/// </summary>
internal sealed class TreeLayout
{
    private readonly PolicyStructure _structure;
    private readonly int[] _offsets;

    /// <summary>Computes the places of the trees.</summary>
    /// <param name="grid">The actions.</param>
    /// <param name="features">F.</param>
    /// <param name="structure">Variations.</param>
    public TreeLayout(ActionGrid grid, int features, PolicyStructure structure)
    {
        (Grid, Features, _structure) = (grid, features, structure);
        _offsets = new int[grid.Dimensions + 1];
        for (int i = 0; i < grid.Dimensions; i++) _offsets[i + 1] = _offsets[i] + (grid.Levels - 1) * Row(i);
    }

    /// <summary>The actions.</summary>
    public ActionGrid Grid { get; }

    /// <summary>F.</summary>
    public int Features { get; }

    /// <summary>The number of numbers.</summary>
    public int Count => _offsets[^1];

    /// <summary>The length of a row of a dimension.</summary>
    public int Row(int dimension) => _structure.Row(Features, dimension);

    /// <summary>The first number of the nodes of bit p.</summary>
    public int First(int dimension, int p) => _offsets[dimension] + ((1 << p) - 1) * Row(dimension);

    /// <summary>The number of levels below a node of bit p, a power of two.</summary>
    public int Below(int p) => 1 << (Grid.Bits - p);

    /// <summary>The first number of the node of bit p above a level.</summary>
    public int NodeAt(int dimension, int p, double level) =>
        First(dimension, p) + ((int)level >> (Grid.Bits - p)) * Row(dimension);

    /// <summary>The node of bit p above a level, as 64 bits.</summary>
    public T Node<T>(int p, T level)
        where T : unmanaged, IReal<T> => T.ShiftRight(Real.Bits(level), Grid.Bits - p);

    /// <summary>Bit p of a level.</summary>
    public T Bit<T>(int p, T level)
        where T : unmanaged, IReal<T>
    {
        T bit = T.ShiftRight(T.ShiftLeft(Real.Bits(level), 64 - Grid.Bits + p), 63);
        return Real.FromBits(bit);
    }

    /// <summary>The input with a number: a feature, or the action of an earlier dimension on [−1, 1].</summary>
    public T Input<T>(PolicyStep<T> step, int index, int column)
        where T : unmanaged, IReal<T> =>
        index < Features ? step.Features[index, column] : Grid.Centred(step.Choices[index - Features, column]);

    /// <summary>The gradient of pairs of logits, [d][nodes][2][row], from that of their differences.</summary>
    public void ExpandPairs(ReadOnlySpan<double> differences, Span<double> pairs)
    {
        for (int i = 0; i < Grid.Dimensions; i++)
        {
            int row = Row(i);
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
}
