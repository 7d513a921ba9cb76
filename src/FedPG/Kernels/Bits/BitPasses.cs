using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Linear;
using FedPG.Numerics;

namespace FedPG.Kernels.Bits;

/// <summary>
/// The passes through the tree of one state: down for the probabilities and log-likelihoods of its actions, up for the gradient.
/// </summary>
/// <remarks>The two children of a node are adjacent in every array here, so that a vector holds the children of four nodes.</remarks>
internal sealed class BitPasses
{
    private const int Nodes = 8;

    private readonly BitTree _tree;
    private readonly int[] _forced;
    private readonly double[] _weights;
    private readonly AlignedArray<double> _differences;
    private readonly AlignedArray<double> _odds;
    private readonly AlignedArray<double> _logarithms;
    private readonly AlignedArray<double> _padded = new(2 * Nodes);

    // By nodes and leaves; the root is at index 0.
    private readonly AlignedArray<double> _reach;
    private readonly AlignedArray<double> _path;

    /// <summary>Allocates the buffers of the passes.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="weights">w_p, [k].</param>
    public BitPasses(BitTree tree, double[] weights)
    {
        (_tree, _weights) = (tree, weights);
        _forced = [.. Enumerable.Range(0, tree.Nodes).Where(tree.IsForced)];
        Width = 2 * ((tree.Nodes + Nodes - 1) / Nodes * Nodes);
        _differences = new AlignedArray<double>(Width / 2);
        _odds = new AlignedArray<double>(Width / 2);
        _logarithms = new AlignedArray<double>(Width);
        _reach = new AlignedArray<double>(2 * tree.Nodes + 1);
        _path = new AlignedArray<double>(2 * tree.Nodes + 1);
    }

    /// <summary>The length of the probabilities of a state's bits: two per node, padded to full vectors.</summary>
    public int Width { get; }

    /// <summary>The pass from the root down.</summary>
    /// <param name="logits">θ of the state, [2^k−1][2].</param>
    /// <param name="bits">The destination of the bits' probabilities, [<see cref="Width"/>].</param>
    /// <param name="probabilities">The destination of π, [A].</param>
    /// <param name="logLikelihood">The destination of h, [A].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Down(ReadOnlySpan<double> logits, Span<double> bits, Span<double> probabilities, Span<double> logLikelihood)
    {
        ComputeBits(logits, bits);
        Span<double> logarithms = _logarithms;
        foreach (int node in _forced)
        {
            (bits[2 * node], bits[2 * node + 1]) = (1, 0);
            (logarithms[2 * node], logarithms[2 * node + 1]) = (0, double.NegativeInfinity);
        }

        Multiply(bits);
        _reach.Span.Slice(_tree.Nodes, _tree.Actions).CopyTo(probabilities);
        _path.Span.Slice(_tree.Nodes, _tree.Actions).CopyTo(logLikelihood);
    }

    /// <summary>The pass from the leaves up: sums the credit W below each node; its gradient is (W_0 − p_0 W, W_1 − p_1 W).</summary>
    /// <param name="bits">The probabilities from <see cref="Down"/>.</param>
    /// <param name="credit">The credit of the actions, [A].</param>
    /// <param name="gradient">The destination of the gradient, [2^k−1][2].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Up(ReadOnlySpan<double> bits, ReadOnlySpan<double> credit, Span<double> gradient)
    {
        Span<double> below = _reach;
        credit.CopyTo(below[_tree.Nodes..]);
        below[(_tree.Nodes + _tree.Actions)..].Clear();
        ref double own = ref _reach.First;
        ref double bit = ref MemoryMarshal.GetReference(bits);
        ref double to = ref MemoryMarshal.GetReference(gradient);
        int node = _tree.Nodes - 4;
        for (; node >= 3; node -= 4)
        {
            var four = Vector512.LoadUnsafe(ref own, (nuint)(2 * node + 1));
            var total = four + Interleaved.Exchange(four);
            (four - Vector512.LoadUnsafe(ref bit, (nuint)(2 * node)) * total).StoreUnsafe(ref to, (nuint)(2 * node));
            Interleaved.First(total).StoreUnsafe(ref own, (nuint)node);
        }

        for (node += 3; node >= 0; node--)
        {
            int left = 2 * node, right = 2 * node + 1;
            double total = below[node] = below[left + 1] + below[right + 1];
            gradient[left] = below[left + 1] - bits[left] * total;
            gradient[right] = below[right + 1] - bits[right] * total;
        }
    }

    /// <summary>The probabilities of all bits and their logarithms, in two loops: shorter loop bodies overlap more nodes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeBits(ReadOnlySpan<double> logits, Span<double> bits)
    {
        ref double to = ref MemoryMarshal.GetReference(bits);
        ref double differences = ref _differences.First;
        ref double odds = ref _odds.First;
        for (int node = 0; node < _tree.Nodes; node += Nodes)
        {
            var own = logits[(2 * node)..];
            if (own.Length < 2 * Nodes)
            {
                own.CopyTo(_padded);
                own = _padded;
            }

            ref double from = ref MemoryMarshal.GetReference(own);
            var (zero, one) = Interleaved.Split(Vector512.LoadUnsafe(ref from), Vector512.LoadUnsafe(ref from, Nodes));
            Vector512<double> x = zero - one, e = BitOdds.Of(x), isLeftLikelier = BitOdds.IsLeftLikelier(x);
            var (large, small) = BitOdds.Probabilities(e);
            Store(
                Vector512.ConditionalSelect(isLeftLikelier, large, small),
                Vector512.ConditionalSelect(isLeftLikelier, small, large),
                ref to,
                2 * node);
            x.StoreUnsafe(ref differences, (nuint)node);
            e.StoreUnsafe(ref odds, (nuint)node);
        }

        ref double logarithms = ref _logarithms.First;
        for (int node = 0; node < _tree.Nodes; node += Nodes)
        {
            var x = Vector512.LoadUnsafe(ref differences, (nuint)node);
            var likelier = -Elementary.Log1P(Vector512.LoadUnsafe(ref odds, (nuint)node));
            Vector512<double> other = likelier - Vector512.Abs(x), isLeftLikelier = BitOdds.IsLeftLikelier(x);
            Store(
                Vector512.ConditionalSelect(isLeftLikelier, likelier, other),
                Vector512.ConditionalSelect(isLeftLikelier, other, likelier),
                ref logarithms,
                2 * node);
        }
    }

    /// <summary>The probability of reaching each node, and the weighted log-likelihood of the path to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(ReadOnlySpan<double> bits)
    {
        Span<double> reach = _reach, path = _path, logarithms = _logarithms;
        (reach[0], path[0]) = (1, 0);
        int few = Math.Min(2, _tree.Bits);
        for (int child = 1, p = 0; p < few; p++)
        {
            for (; child < (4 << p) - 1; child++)
            {
                reach[child] = reach[(child - 1) / 2] * bits[child - 1];
                path[child] = path[(child - 1) / 2] + _weights[p] * logarithms[child - 1];
            }
        }

        for (int p = few; p < _tree.Bits; p++) MultiplyRow((1 << p) - 1, Vector512.Create(_weights[p]), bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyRow(int first, Vector512<double> weight, ReadOnlySpan<double> bits)
    {
        ref double bit = ref MemoryMarshal.GetReference(bits);
        ref double logarithm = ref _logarithms.First;
        ref double reach = ref _reach.First;
        ref double path = ref _path.First;
        for (int node = first; node < 2 * first + 1; node += 4)
        {
            nuint children = (nuint)(2 * node);
            var (reached, spelled) = (Vector256.LoadUnsafe(ref reach, (nuint)node), Vector256.LoadUnsafe(ref path, (nuint)node));
            (Interleaved.Join(reached, reached) * Vector512.LoadUnsafe(ref bit, children)).StoreUnsafe(ref reach, children + 1);
            var sum = Interleaved.Join(spelled, spelled) + weight * Vector512.LoadUnsafe(ref logarithm, children);
            sum.StoreUnsafe(ref path, children + 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> left, Vector512<double> right, ref double to, int at)
    {
        Interleaved.Join(left.GetLower(), right.GetLower()).StoreUnsafe(ref to, (nuint)at);
        Interleaved.Join(left.GetUpper(), right.GetUpper()).StoreUnsafe(ref to, (nuint)at + 8);
    }
}
