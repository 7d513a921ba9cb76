using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>
/// The bit-level softmax policy of b-RS-FedPG: θ is [S][2^k−1][2], one pair of logits for each prefix of bits (see
/// <see cref="BitTree"/>), and π(a|s) is the product over the bits of a. Its log-likelihood is the discounted sum
/// h(s,a) = Σ_p w_p log π(bit_p | s, prefix_p) with w_p = γ^{p/(k−1)}, and w_0 = 1 when k = 1.
/// </summary>
public sealed class BitSoftmaxPolicy : DifferentiablePolicy
{
    private readonly BitTree _tree;
    private readonly bool[] _forced;
    private readonly double[] _bitWeights;
    private readonly double[] _bits;
    private readonly double[] _subtree;
    private readonly double[] _path;

    /// <summary>A policy over the given states and actions.</summary>
    /// <param name="states">S.</param>
    /// <param name="actions">A, at least 2; it need not be a power of two.</param>
    /// <param name="discount">γ.</param>
    public BitSoftmaxPolicy(int states, int actions, double discount)
        : base(states, actions, states * new BitTree(actions).Nodes * 2)
    {
        _tree = new BitTree(actions);
        _forced = [.. Enumerable.Range(0, _tree.Nodes).Select(_tree.IsForced)];
        _bitWeights = BitWeights(actions, discount);
        _bits = new double[ParameterCount];
        _subtree = new double[2 * _tree.Nodes + 1];
        _path = new double[2 * _tree.Nodes + 1];
    }

    /// <summary>w_p, the weight of each bit's log-likelihood, [k].</summary>
    public static double[] BitWeights(int actions, double discount)
    {
        int bits = new BitTree(actions).Bits;
        return [.. Enumerable.Range(0, bits).Select(p => bits == 1 ? 1.0 : Elementary.Pow(discount, p / (bits - 1.0)))];
    }

    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        int width = 2 * _tree.Nodes;
        for (int state = 0; state < States; state++)
        {
            Descend(parameters.Slice(state * width, width), _bits.AsSpan(state * width, width));
            _subtree.AsSpan(_tree.Nodes, Actions).CopyTo(_probabilities.AsSpan(state * Actions, Actions));
            _path.AsSpan(_tree.Nodes, Actions).CopyTo(_logLikelihood.AsSpan(state * Actions, Actions));
        }
    }

    /// <inheritdoc/>
    public override void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient)
    {
        int width = 2 * _tree.Nodes;
        for (int state = 0; state < States; state++)
        {
            var leaves = _subtree.AsSpan(_tree.Nodes);
            credit.Slice(state * Actions, Actions).CopyTo(leaves);
            leaves[Actions..].Clear();
            Ascend(_bits.AsSpan(state * width, width), gradient.Slice(state * width, width));
        }
    }

    /// <summary>From the root down: the probability of reaching each node, and the weighted log-likelihood of the path to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Descend(ReadOnlySpan<double> logits, Span<double> bits)
    {
        (_subtree[0], _path[0]) = (1, 0);
        for (int node = 0, depth = 0; node < _tree.Nodes; node++)
        {
            if (node + 1 == 2 << depth) depth++;
            var (left, right) = (2 * node, 2 * node + 1);
            if (_forced[node])
            {
                (bits[left], bits[right]) = (1, 0);
                (_path[left + 1], _path[right + 1]) = (_path[node], double.NegativeInfinity);
            }
            else
            {
                // p_1 = 1/(1+e^x) and log p_1 = −log(1+e^x), each from the side that does not cancel.
                double x = logits[left] - logits[right];
                double small = Elementary.Exp(-Math.Abs(x)), one = 1 / (1 + small), log = -Elementary.Log1P(small);
                (bits[left], bits[right]) = x >= 0 ? (one, small * one) : (small * one, one);
                double weight = _bitWeights[depth];
                _path[left + 1] = _path[node] + weight * (x >= 0 ? log : log + x);
                _path[right + 1] = _path[node] + weight * (x >= 0 ? log - x : log);
            }

            _subtree[left + 1] = _subtree[node] * bits[left];
            _subtree[right + 1] = _subtree[node] * bits[right];
        }
    }

    /// <summary>From the leaves up: the credit below each node, and the gradient (W_0 − p_0 W, W_1 − p_1 W) at it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Ascend(ReadOnlySpan<double> bits, Span<double> gradient)
    {
        for (int node = _tree.Nodes - 1; node >= 0; node--)
        {
            var (left, right) = (2 * node, 2 * node + 1);
            double total = _subtree[node] = _subtree[left + 1] + _subtree[right + 1];
            gradient[left] = _forced[node] ? 0 : _subtree[left + 1] - bits[left] * total;
            gradient[right] = _forced[node] ? 0 : _subtree[right + 1] - bits[right] * total;
        }
    }
}
