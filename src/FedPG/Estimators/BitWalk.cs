using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FedPG.Numerics;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Estimators;

/// <summary>Draws actions bit by bit, for many trajectories in lock-step: what is computed are the probabilities at the nodes on the way.</summary>
internal sealed class BitWalk(int actions, double discount, int trajectories, bool isRegularized)
{
    private const double Far = 708;

    private readonly BitTree _tree = new(actions);
    private readonly double[] _weights = BitSoftmaxPolicy.BitWeights(actions, discount);
    // Whole vectors: what is behind the last trajectory is computed and not looked at.
    private readonly long[] _actions = new long[Padded(trajectories)];
    private readonly double[] _logLikelihoods = new double[Padded(trajectories)];
    private readonly double[] _differences = new double[Padded(trajectories)];
    private readonly double[] _likelihoods = new double[Padded(trajectories)];

    /// <summary>The actions drawn last.</summary>
    public ReadOnlySpan<long> Actions => _actions;

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
            words.Draw(ref generator);
            Decide(p, words.Padded);
            _likelihoods.AsSpan(0, trajectories).CopyTo(others[(p * trajectories)..]);
        }
    }

    /// <summary>x = θ_0 − θ_1 at the node that each trajectory has come to; +∞ where no action lies to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Look(ReadOnlySpan<double> parameters, ReadOnlySpan<int> states, int p)
    {
        int below = _tree.Bits - p - 1, firstOfRow = (1 << p) - 1, nodes = _tree.Nodes;
        for (int b = 0; b < states.Length; b++)
        {
            int prefix = (int)_actions[b], row = 2 * states[b] * nodes, left = row + 2 * (firstOfRow + prefix);
            bool isForced = (2 * prefix + 1) << below >= actions;
            _differences[b] = isForced ? double.PositiveInfinity : parameters[left] - parameters[left + 1];

            // The children lie side by side, far away in large trees: they are fetched while the others look and decide.
            int children = row + 2 * (2 * firstOfRow + 1 + 2 * prefix);
            if (Sse.IsSupported && below > 0) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in parameters[children])));
        }
    }

    /// <summary>
    /// With e = e^−|x| the likelier side has 1/(1+e), the other e/(1+e), and their logarithms are −log(1+e) and −log(1+e) − |x|; e below 3·10^-308 is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Decide(int p, ReadOnlySpan<uint> words)
    {
        var weight = Vector512.Create(isRegularized ? _weights[p] : 0);
        ref uint bits = ref MemoryMarshal.GetReference(words);
        for (int b = 0; b < _actions.Length; b += Vector512<double>.Count)
        {
            Vector512<double> x = Load(_differences, b), distance = Vector512.Abs(x), one = Vector512<double>.One;
            var isNear = Vector512.LessThan(distance, Vector512.Create(Far));
            var e = Vector512.ConditionalSelect(isNear, Elementary.Exp(-Vector512.ConditionalSelect(isNear, distance, one)), Vector512<double>.Zero);
            var large = one / (one + e);
            var small = e * large;
            var isLeftLikelier = Vector512.GreaterThanOrEqual(x, Vector512<double>.Zero);
            var left = Vector512.ConditionalSelect(isLeftLikelier, large, small);
            var goesRight = Vector512.GreaterThanOrEqual(Uniform(Vector256.LoadUnsafe(ref bits, (nuint)b)), left);
            var isLikelier = Vector512.Xor(isLeftLikelier, goesRight);
            Store(Vector512.ConditionalSelect(isLikelier, small, large), _likelihoods, b);
            ref long actionsOf = ref _actions[b];
            var action = Vector512.LoadUnsafe(ref actionsOf);
            (action + action - goesRight.AsInt64()).StoreUnsafe(ref actionsOf);
            if (!isRegularized) continue;
            var surprise = Elementary.Log1P(e) + Vector512.ConditionalSelect(isLikelier, Vector512<double>.Zero, distance);
            Store(Load(_logLikelihoods, b) - weight * surprise, _logLikelihoods, b);
        }
    }

    /// <summary>u 2^-32, exactly: below the bits of 2^52 the words are its whole multiples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Uniform(Vector256<uint> words)
    {
        const double Large = 4503599627370496;
        var (low, high) = Vector256.Widen(words);
        var whole = Vector512.Create(low, high) | Vector512.Create(Large).AsUInt64();
        return (whole.AsDouble() - Vector512.Create(Large)) * Vector512.Create(1.0 / 4294967296);
    }

    private static int Padded(int trajectories) => (trajectories + 7) / 8 * 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load(double[] from, int at) => Vector512.LoadUnsafe(ref from[at]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> value, double[] to, int at) => value.StoreUnsafe(ref to[at]);
}
