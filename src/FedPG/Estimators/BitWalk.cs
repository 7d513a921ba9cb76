using System.Runtime.CompilerServices;
using FedPG.Numerics;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Estimators;

/// <summary>Draws actions bit by bit, for many trajectories in lock-step: what is computed are the probabilities at the nodes on the way.</summary>
internal sealed class BitWalk(int actions, double discount, int trajectories, bool isRegularized)
{
    private readonly BitTree _tree = new(actions);
    private readonly double[] _weights = BitSoftmaxPolicy.BitWeights(actions, discount);
    private readonly int[] _actions = new int[trajectories];
    private readonly double[] _logLikelihoods = new double[trajectories];
    private readonly double[] _differences = new double[trajectories];
    private readonly double[] _small = new double[trajectories];
    private readonly double[] _logs = new double[trajectories];

    /// <summary>The actions drawn last.</summary>
    public ReadOnlySpan<int> Actions => _actions;

    /// <summary>h(s, a) = Σ_p w_p log π(bit_p | s, prefix_p) of them; 0 where nobody wants it.</summary>
    public ReadOnlySpan<double> LogLikelihoods => _logLikelihoods;

    /// <summary>Draws an action for each trajectory. At every bit each takes a word of random bits, u; it goes right if u 2^-32 is at least the left's probability.</summary>
    /// <param name="parameters">θ, flat [S][2^k−1][2].</param>
    /// <param name="states">Where the trajectories are.</param>
    /// <param name="words">The random bits.</param>
    /// <param name="generator">Moved on by what is drawn.</param>
    /// <param name="others">Where the probabilities of the bits that were not taken go, [k][trajectories].</param>
    public void Down(ReadOnlySpan<double> parameters, ReadOnlySpan<int> states, LaneWords words, ref LaneGenerator generator, Span<double> others)
    {
        Array.Clear(_actions);
        Array.Clear(_logLikelihoods);
        for (int p = 0; p < _tree.Bits; p++)
        {
            Look(parameters, states, p);
            for (int b = 0; b < _small.Length; b++) _small[b] = -Math.Abs(_differences[b]);
            Elementary.Exp(_small);
            if (isRegularized)
            {
                _small.CopyTo(_logs, 0);
                Elementary.Log1P(_logs);
            }

            Decide(p, words.Draw(ref generator), others.Slice(p * _actions.Length, _actions.Length));
        }
    }

    /// <summary>x = θ_0 − θ_1 at the node that each trajectory has come to; +∞ where no action lies to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(ReadOnlySpan<double> parameters, ReadOnlySpan<int> states, int p)
    {
        int below = _tree.Bits - p - 1, firstOfRow = (1 << p) - 1;
        for (int b = 0; b < _differences.Length; b++)
        {
            int left = 2 * (states[b] * _tree.Nodes + firstOfRow + _actions[b]);
            bool isForced = (2 * _actions[b] + 1) << below >= actions;
            _differences[b] = isForced ? double.PositiveInfinity : parameters[left] - parameters[left + 1];
        }
    }

    /// <summary>With e = e^−|x| the likelier side has 1/(1+e), the other e/(1+e), and their logarithms are −log(1+e) and −log(1+e) − |x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Decide(int p, ReadOnlySpan<uint> bits, Span<double> others)
    {
        const double Unit = 1.0 / 4294967296;
        double weight = _weights[p];
        for (int b = 0; b < others.Length; b++)
        {
            double x = _differences[b], large = 1 / (1 + _small[b]), small = _small[b] * large;
            double left = x >= 0 ? large : small;
            int bit = bits[b] * Unit >= left ? 1 : 0;
            bool isLikelier = x >= 0 == (bit == 0);
            others[b] = isLikelier ? small : large;
            _actions[b] = 2 * _actions[b] + bit;
            if (isRegularized) _logLikelihoods[b] -= weight * (isLikelier ? _logs[b] : _logs[b] + Math.Abs(x));
        }
    }
}
