using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Linear;

namespace FedPG.Kernels.Bits;

/// <summary>
/// Walks down the bit trees for many trajectories in lock-step, and computes probabilities only at the nodes on their paths. At each level
/// a trajectory takes a word of random bits, u, and goes right if u 2^-32 is at least the left side's probability.
/// </summary>
/// <param name="tree">The tree of a state.</param>
/// <param name="weights">w_p, [k].</param>
/// <param name="paths">The destination of the paths.</param>
internal sealed class BitWalk(BitTree tree, double[] weights, BitPaths paths)
{
    private const int Lanes = BitPaths.Lanes;

    private readonly int _firstLevel = tree.Bits - paths.Levels;
    private readonly long[] _firstForced =
        [.. Enumerable.Range(tree.Bits - paths.Levels, paths.Levels).Select(depth => tree.FirstForced(depth) + 1L)];
    private readonly AlignedArray<long> _children = new(paths.Stride);
    private readonly AlignedArray<double> _differences = new(paths.Stride);

    /// <summary>Begins the walks of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="parameters">θ, flat [S][2^k−1][2].</param>
    /// <param name="states">The trajectories' states, [stride].</param>
    /// <param name="pairs">state · prefixes + the bits drawn so far, [stride].</param>
    /// <param name="prefixes">The number of combinations of these bits.</param>
    /// <param name="logLikelihoods">The part of h from these bits, [S][prefixes].</param>
    /// <remarks>Entries after the last trajectory are in state 0 and walk down the first tree.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(
        int step, ReadOnlySpan<double> parameters, ReadOnlySpan<int> states, ReadOnlySpan<int> pairs, int prefixes,
        ReadOnlySpan<double> logLikelihoods)
    {
        ref long trees = ref MemoryMarshal.GetReference(paths.Trees(step)), nodes = ref MemoryMarshal.GetReference(paths.Nodes(step));
        ref long children = ref _children.First;
        ref int state = ref MemoryMarshal.GetReference(states), pair = ref MemoryMarshal.GetReference(pairs);
        int stride = paths.Stride, width = 2 * tree.Nodes;
        var first = Vector256.Create(1 << _firstLevel);
        for (nuint b = 0; b < (nuint)stride; b += Lanes)
        {
            var own = Vector256.LoadUnsafe(ref state, b);
            var root = Widen(own * width - Vector256.Create(2));
            var node = Widen(Vector256.LoadUnsafe(ref pair, b) - own * prefixes + first);
            root.StoreUnsafe(ref trees, b);
            node.StoreUnsafe(ref nodes, b);
            (root + (node << 2)).StoreUnsafe(ref children, b);
        }

        ref double theta = ref MemoryMarshal.GetReference(parameters), differences = ref _differences.First;
        ref double score = ref MemoryMarshal.GetReference(paths.LogLikelihoods(step)),
            logLikelihood = ref MemoryMarshal.GetReference(logLikelihoods);
        Vector512<double>.Zero.StoreUnsafe(ref differences, (nuint)(stride - Lanes));
        for (nint b = 0; b < paths.Trajectories; b++)
        {
            ref double left = ref Unsafe.Add(ref theta, (nint)(Unsafe.Add(ref trees, b) + 2 * Unsafe.Add(ref nodes, b)));
            Unsafe.Add(ref differences, b) = left - Unsafe.Add(ref left, 1);
            Unsafe.Add(ref score, b) = Unsafe.Add(ref logLikelihood, (nint)Unsafe.Add(ref pair, b));
        }
    }

    /// <summary>Draws the bits of some levels, which follow those drawn before.</summary>
    /// <param name="step">The step.</param>
    /// <param name="parameters">θ, flat [S][2^k−1][2].</param>
    /// <param name="words">The random bits for all walked levels.</param>
    /// <param name="firstTime">The index of the words for the first walked level.</param>
    /// <param name="levels">The range of walked levels.</param>
    public void Down(int step, ReadOnlySpan<double> parameters, LaneWords words, int firstTime, (int From, int To) levels)
    {
        int to = levels.To * paths.Stride, at = levels.From * paths.Stride;
        while (at < to)
        {
            at = DescendNear(step, parameters, words, firstTime, at, to);
            if (at < to) at = DescendAny(step, parameters, words, firstTime, at, to);
        }
    }

    /// <summary>
    /// Draws vector by vector and level by level, as long as all logits are close to each other. Returns the place it reached.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int DescendNear(int step, ReadOnlySpan<double> parameters, LaneWords words, int firstTime, int from, int to) =>
        Descend(step, parameters, words, firstTime, from, to, isNear: true);

    /// <summary>Draws for any logits, up to the end of a level at which all logits are close to each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int DescendAny(int step, ReadOnlySpan<double> parameters, LaneWords words, int firstTime, int from, int to) =>
        Descend(step, parameters, words, firstTime, from, to, isNear: false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Descend(int step, ReadOnlySpan<double> parameters, LaneWords words, int firstTime, int from, int to, bool isNear)
    {
        ref double theta = ref MemoryMarshal.GetReference(parameters), slopes = ref MemoryMarshal.GetReference(paths.Slopes(step));
        ref double scores = ref MemoryMarshal.GetReference(paths.LogLikelihoods(step)), differences = ref _differences.First;
        ref long trees = ref MemoryMarshal.GetReference(paths.Trees(step)), nodes = ref MemoryMarshal.GetReference(paths.Nodes(step));
        ref long children = ref _children.First;
        int stride = paths.Stride, level = from / stride, at = from;
        for (int i = from % stride; at < to; i = 0, level++)
        {
            ref uint bits = ref MemoryMarshal.GetReference(words.Padded(firstTime + level));
            int depth = _firstLevel + level;
            var (weight, firstForced) = (Vector512.Create(weights[depth]), Vector512.Create(_firstForced[level]));
            bool isAnyFar = false, isLast = depth == tree.Bits - 1;
            for (; i < stride; i += Lanes, at += Lanes)
            {
                nuint b = (nuint)i;
                var node = Vector512.LoadUnsafe(ref nodes, b);
                var isForced = Vector512.GreaterThanOrEqual(node, firstForced).AsDouble();
                var x = Vector512.ConditionalSelect(
                    isForced, Vector512.Create(double.PositiveInfinity), Vector512.LoadUnsafe(ref differences, b));
                if (isNear && !BitDraw.IsNear(x)) return at;
                var uniform = Vector256.LoadUnsafe(ref bits, b);
                var drawn = BitDraw.Near(x, uniform);
                if (!isNear && !BitDraw.IsNear(x)) (drawn, isAnyFar) = (drawn.OrFar(x, uniform), true);
                drawn.Slope.StoreUnsafe(ref slopes, (nuint)at);
                (Vector512.LoadUnsafe(ref scores, b) - weight * drawn.Surprise).StoreUnsafe(ref scores, b);
                var next = node + node - drawn.IsRight.AsInt64();
                next.StoreUnsafe(ref nodes, b);
                if (isLast) continue;

                // Both children's logits are loaded before the bit is known: they are adjacent.
                var (left, right) = Interleaved.Differences(ref theta, ref Unsafe.Add(ref children, i));
                Vector512.ConditionalSelect(drawn.IsRight, right, left).StoreUnsafe(ref differences, b);
                (Vector512.LoadUnsafe(ref trees, b) + (next << 2)).StoreUnsafe(ref children, b);
            }

            if (!isNear && !isAnyFar) return at;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Widen(Vector256<int> numbers) => Vector512.WidenLower(numbers.ToVector512Unsafe());
}
