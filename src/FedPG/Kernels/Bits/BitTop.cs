using System.Runtime.CompilerServices;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;

namespace FedPG.Kernels.Bits;

/// <summary>
/// The top levels of every state's tree as a table: prefixes of that many bits are drawn like actions, with one word of random bits
/// each, and their credit is propagated up the tree once per local step. If trajectories visit almost every node of these levels, this
/// is less work than handling each bit of each step.
/// </summary>
internal sealed class BitTop
{
    private readonly int _states;
    private readonly int _width;
    private readonly BitPasses _passes;
    private readonly PolicyTable _table;
    private readonly AlignedArray<double> _bits;
    private readonly AlignedArray<double> _probabilities;
    private readonly AlignedArray<double> _logLikelihood;
    private readonly AlignedArray<double> _credit;
    private readonly AlignedArray<double> _gradient;

    /// <summary>The top of the trees.</summary>
    /// <param name="states">S.</param>
    /// <param name="tree">The whole tree of a state.</param>
    /// <param name="levels">The number of levels in the table, at least 1.</param>
    /// <param name="weights">w_p, [k].</param>
    public BitTop(int states, BitTree tree, int levels, double[] weights)
    {
        // Exactly the prefixes below ⌈A / 2^(k−levels)⌉ have an action under them, and the two trees are forced at the same nodes.
        int below = tree.Bits - levels;
        var top = new BitTree(((tree.Actions - 1) >> below) + 1);
        (_states, _width, Prefixes) = (states, 2 * tree.Nodes, top.Actions);
        _passes = new BitPasses(top, weights[..levels]);
        _table = new PolicyTable(states, Prefixes);
        _bits = new AlignedArray<double>(states * _passes.Width);
        _probabilities = new AlignedArray<double>(states * Prefixes);
        _logLikelihood = new AlignedArray<double>(states * Prefixes);
        _credit = new AlignedArray<double>(states * Prefixes);
        _gradient = new AlignedArray<double>(2 * top.Nodes);
    }

    /// <summary>The number of prefixes with an action under them.</summary>
    public int Prefixes { get; }

    /// <summary>The prefixes' part of h, [S][prefixes].</summary>
    public ReadOnlySpan<double> LogLikelihood => _logLikelihood;

    /// <summary>The credit of the prefixes since the last <see cref="Load"/>, [S][prefixes]; callers add to it.</summary>
    public Span<double> Credit => _credit;

    /// <summary>Builds the table from θ and clears the credit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(ReadOnlySpan<double> parameters)
    {
        for (int state = 0; state < _states; state++)
        {
            _passes.Down(
                parameters.Slice(state * _width, _gradient.Length),
                _bits.Span.Slice(state * _passes.Width, _passes.Width),
                _probabilities.Span.Slice(state * Prefixes, Prefixes),
                _logLikelihood.Span.Slice(state * Prefixes, Prefixes));
        }

        _table.Fill(_probabilities);
        _credit.Span.Clear();
    }

    /// <summary>Draws a prefix in each of many states.</summary>
    /// <param name="states">The states.</param>
    /// <param name="bits">32 uniform random bits for each state.</param>
    /// <param name="pairs">The destination of the indices of the (state, prefix) pairs.</param>
    public void Draw(ReadOnlySpan<int> states, ReadOnlySpan<uint> bits, Span<int> pairs) => _table.DrawPairs(states, bits, pairs);

    /// <summary>Adds the gradient of the credit to θ.</summary>
    /// <param name="parameters">θ, in place.</param>
    /// <param name="scale">The factor of the gradient.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyGradient(Span<double> parameters, double scale)
    {
        for (int state = 0; state < _states; state++)
        {
            var bits = _bits.Span.Slice(state * _passes.Width, _passes.Width);
            _passes.Up(bits, _credit.Span.Slice(state * Prefixes, Prefixes), _gradient);
            ScaledSum.Add(parameters.Slice(state * _width, _gradient.Length), _gradient, scale);
        }
    }
}
