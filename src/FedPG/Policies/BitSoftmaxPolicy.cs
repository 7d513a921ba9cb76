using FedPG.Kernels.Bits;
using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>
/// The bit-level softmax policy of b-RS-FedPG: θ is [S][2^k−1][2], one pair of logits for each prefix of bits (see
/// <see cref="BitTree"/>), and π(a|s) is the product of the probabilities of the bits of a. Its log-likelihood is the discounted sum
/// h(s,a) = Σ_p w_p log π(bit_p | s, prefix_p) with w_p = γ^{p/(k−1)}, and w_0 = 1 when k = 1.
/// </summary>
public sealed class BitSoftmaxPolicy : DifferentiablePolicy
{
    private readonly int _width;
    private readonly BitPasses _passes;
    private readonly double[] _bits;

    /// <summary>A policy over the given states and actions.</summary>
    /// <param name="states">S.</param>
    /// <param name="actions">A, at least 2; it need not be a power of two.</param>
    /// <param name="discount">γ.</param>
    public BitSoftmaxPolicy(int states, int actions, double discount)
        : base(states, actions, states * new BitTree(actions).Nodes * 2)
    {
        var tree = new BitTree(actions);
        _width = 2 * tree.Nodes;
        _passes = new BitPasses(tree, BitWeights(actions, discount));
        _bits = new double[states * _passes.Width];
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
        for (int state = 0; state < States; state++)
        {
            _passes.Down(
                parameters.Slice(state * _width, _width),
                _bits.AsSpan(state * _passes.Width, _passes.Width),
                _probabilities.Span.Slice(state * Actions, Actions),
                _logLikelihood.Span.Slice(state * Actions, Actions));
        }
    }

    /// <inheritdoc/>
    public override void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient)
    {
        for (int state = 0; state < States; state++)
        {
            _passes.Up(
                _bits.AsSpan(state * _passes.Width, _passes.Width),
                credit.Slice(state * Actions, Actions),
                gradient.Slice(state * _width, _width));
        }
    }
}
