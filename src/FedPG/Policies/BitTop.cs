using System.Runtime.CompilerServices;
using FedPG.Numerics;
using FedPG.Sampling;

namespace FedPG.Policies;

/// <summary>
/// The topmost levels of every state's tree as a table: the prefixes of that many bits are drawn like actions, with one word of random bits
/// each, and what they earn is carried up the tree at once. Where trajectories come by almost every node this is less work than a look at
/// each bit of each of them.
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
    /// <param name="levels">How many of its levels, at least 1.</param>
    /// <param name="weights">w_p, [k].</param>
    public BitTop(int states, BitTree tree, int levels, double[] weights)
    {
        // A prefix has an action below it where a number of that many bits is below ⌈A / 2^(k−levels)⌉, and right children are empty at the
        // same nodes.
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

    /// <summary>How many prefixes have an action below them.</summary>
    public int Prefixes { get; }

    /// <summary>The part of h that the prefixes have, [S][prefixes].</summary>
    public ReadOnlySpan<double> LogLikelihood => _logLikelihood;

    /// <summary>What the prefixes earned since the last look, to be added to, [S][prefixes].</summary>
    public Span<double> Credit => _credit;

    /// <summary>Looks at θ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Look(ReadOnlySpan<double> parameters)
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
    /// <param name="bits">32 uniform random bits for each.</param>
    /// <param name="pairs">Where the numbers of the (state, prefix) pairs go.</param>
    public void Draw(ReadOnlySpan<int> states, ReadOnlySpan<uint> bits, Span<int> pairs) => _table.DrawPairs(states, bits, pairs);

    /// <summary>Adds the gradient of the credit to θ.</summary>
    /// <param name="parameters">θ, in place.</param>
    /// <param name="scale">What the gradient is multiplied with.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Move(Span<double> parameters, double scale)
    {
        for (int state = 0; state < _states; state++)
        {
            _passes.Up(_bits.Span.Slice(state * _passes.Width, _passes.Width), _credit.Span.Slice(state * Prefixes, Prefixes), _gradient);
            ScaledSum.Add(parameters.Slice(state * _width, _gradient.Length), _gradient, scale);
        }
    }
}
