using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Numerics;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Estimators;

/// <summary>
/// Walks down the trees of bits, for many trajectories in lock-step: what is computed are the probabilities at the nodes on the way. At each level a
/// trajectory takes a word of random bits, u; it goes right if u 2^-32 is at least the left side's probability, that is, where u 2^-32 (1 + e) is at least 1,
/// or e if the left side is the less likely.
/// </summary>
/// <param name="tree">The tree of a state.</param>
/// <param name="weights">w_p, [k].</param>
/// <param name="firstLevel">The level on which walks begin.</param>
/// <param name="trajectories">How many there are.</param>
internal sealed class BitWalk(BitTree tree, double[] weights, int firstLevel, int trajectories)
{
    private const int Lanes = 8;

    private readonly int _nodesAbove = (1 << firstLevel) - 1;
    private readonly AlignedArray<long> _rows = new(Padded(trajectories));
    private readonly AlignedArray<long> _nodes = new(Padded(trajectories));
    private readonly AlignedArray<long> _isWalking = Walking(trajectories);
    private readonly AlignedArray<double> _remainders = new(Padded(trajectories));
    private readonly AlignedArray<double> _powers = new(Padded(trajectories));
    private readonly BitScores _scores = new(Padded(trajectories));

    /// <summary>Trajectories in whole vectors: what is behind the last walks about at the root of the first state, and is not looked at.</summary>
    public int Stride { get; } = Padded(trajectories);

    /// <summary>Levels that are walked.</summary>
    public int Levels { get; } = tree.Bits - firstLevel;

    /// <summary>Where the trajectories are: in heap order, after a walk the leaves, which are 2^k − 1 + action.</summary>
    public ReadOnlySpan<long> Nodes => _nodes.Span;

    /// <summary>Puts a trajectory at the beginning of a walk.</summary>
    /// <param name="trajectory">Which one.</param>
    /// <param name="state">Its state.</param>
    /// <param name="prefix">The bits that it already has.</param>
    /// <returns>Where the left logit of the node that it stands at is in θ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Start(int trajectory, int state, int prefix)
    {
        long row = 2L * state * tree.Nodes, node = _nodesAbove + prefix;
        (Unsafe.Add(ref _rows.First, trajectory), Unsafe.Add(ref _nodes.First, trajectory)) = (row, node);
        return row + 2 * node;
    }

    /// <summary>Draws the bits of some levels, which follow on those drawn before; what the last level's bit says is for <see cref="Finish"/> to add.</summary>
    /// <param name="parameters">θ, flat [S][2^k−1][2].</param>
    /// <param name="words">The random bits.</param>
    /// <param name="generator">Moved on by what is drawn.</param>
    /// <param name="levels">Which of the <see cref="Levels"/>.</param>
    /// <param name="ways">Where the left logits of the nodes on the way are, [levels + 1][stride]; the first row is given, what is in the last has no meaning.</param>
    /// <param name="slopes">Where the derivatives of log π(bit) by the left logit go, [levels][stride]; those by the right one are their negatives.</param>
    /// <param name="logLikelihoods">What Σ_p w_p log π(bit_p) is added to, [stride]; empty where nobody wants it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Down(
        ReadOnlySpan<double> parameters,
        LaneWords words,
        ref LaneGenerator generator,
        (int From, int To) levels,
        Span<long> ways,
        Span<double> slopes,
        Span<double> logLikelihoods)
    {
        for (int level = levels.From; level < levels.To; level++)
        {
            words.Draw(ref generator);
            Look(parameters, ways.Slice(level * Stride, Stride), firstLevel + level);
            var next = ways.Slice((level + 1) * Stride, Stride);
            Decide(words.Padded, next);
            if (level == Levels - 1) return;

            // Logarithms take time, in which the children come from far away.
            Memory.Expect(parameters, next);
            _scores.Add(weights[firstLevel + level], slopes.Slice(level * Stride, Stride), logLikelihoods);
        }
    }

    /// <summary>The rest of what <see cref="Down"/> leaves, which nothing on the way waits for.</summary>
    public void Finish(Span<double> slopes, Span<double> logLikelihoods) =>
        _scores.Add(weights[^1], slopes.Slice((Levels - 1) * Stride, Stride), logLikelihoods);

    /// <summary>x = θ_0 − θ_1 at the nodes that the trajectories have come to, +∞ where no action lies to the right, and the first half of e^−|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(ReadOnlySpan<double> parameters, ReadOnlySpan<long> lefts, int level)
    {
        ref double theta = ref MemoryMarshal.GetReference(parameters);
        ref long left = ref MemoryMarshal.GetReference(lefts);
        ref long nodes = ref _nodes.First;
        ref double differences = ref _scores.Differences;
        ref double remainders = ref _remainders.First;
        ref double powers = ref _powers.First;
        var firstForced = Vector512.Create((long)tree.FirstForced(level));
        for (int b = 0; b < lefts.Length; b += Lanes)
        {
            var isForced = Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref nodes, (nuint)b), firstForced).AsDouble();
            var x = Vector512.ConditionalSelect(isForced, Vector512.Create(double.PositiveInfinity), Interleaved.Differences(ref theta, ref Unsafe.Add(ref left, b)));
            x.StoreUnsafe(ref differences, (nuint)b);
            var (remainder, power) = BitOdds.Reduce(x);
            remainder.StoreUnsafe(ref remainders, (nuint)b);
            power.StoreUnsafe(ref powers, (nuint)b);
        }
    }

    /// <summary>e, the bit, and the node that it leads to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Decide(ReadOnlySpan<uint> words, Span<long> lefts)
    {
        ref uint bits = ref MemoryMarshal.GetReference(words);
        ref long left = ref MemoryMarshal.GetReference(lefts);
        ref long nodes = ref _nodes.First;
        ref long rows = ref _rows.First;
        ref long isWalking = ref _isWalking.First;
        ref double differences = ref _scores.Differences;
        ref double odds = ref _scores.Odds;
        ref double remainders = ref _remainders.First;
        ref double powers = ref _powers.First;
        ref double wentRight = ref _scores.WentRight;
        for (int i = 0; i < lefts.Length; i += Lanes)
        {
            nuint b = (nuint)i;
            Vector512<double> e = Elementary.ExpSeries(Vector512.LoadUnsafe(ref remainders, b)) * Vector512.LoadUnsafe(ref powers, b), one = Vector512<double>.One;
            e.StoreUnsafe(ref odds, b);
            var limit = Vector512.ConditionalSelect(BitOdds.IsLeftLikelier(Vector512.LoadUnsafe(ref differences, b)), one, e);
            var goesRight = Vector512.GreaterThanOrEqual(Uniform(Vector256.LoadUnsafe(ref bits, b)) * (one + e), limit);
            goesRight.StoreUnsafe(ref wentRight, b);
            var node = Vector512.LoadUnsafe(ref nodes, b);
            node = (node + node + Vector512<long>.One - goesRight.AsInt64()) & Vector512.LoadUnsafe(ref isWalking, b);
            node.StoreUnsafe(ref nodes, b);
            (Vector512.LoadUnsafe(ref rows, b) + node + node).StoreUnsafe(ref left, b);
        }
    }

    /// <summary>u 2^-32, exactly: below the bits of 2^52 the words are its whole multiples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Uniform(Vector256<uint> words)
    {
        const double Large = 4503599627370496;
        var whole = Vector512.WidenLower(words.ToVector512Unsafe()) | Vector512.Create(Large).AsUInt64();
        return (whole.AsDouble() - Vector512.Create(Large)) * Vector512.Create(1.0 / 4294967296);
    }

    private static AlignedArray<long> Walking(int trajectories)
    {
        var mask = new AlignedArray<long>(Padded(trajectories));
        mask.Span[..trajectories].Fill(-1);
        return mask;
    }

    private static int Padded(int trajectories) => (trajectories + Lanes - 1) / Lanes * Lanes;
}
