using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Linear;

namespace FedPG.Kernels.Bits;

/// <summary>
/// The paths of trajectories down the bit trees in the steps of a roll-out, with the slopes and log-likelihoods of their bits.
/// </summary>
/// <remarks>
/// A tree's nodes are counted from 1: the children of n are 2n and 2n + 1, and its parent is n / 2, so a leaf determines its path.
/// Trajectories are padded to full vectors, and the padding walks along.
/// </remarks>
/// <param name="steps">T.</param>
/// <param name="levels">The number of levels walked, the lowest ones.</param>
/// <param name="trajectories">B.</param>
internal sealed class BitPaths(int steps, int levels, int trajectories)
{
    /// <summary>The number of trajectories per vector.</summary>
    public const int Lanes = 8;

    private readonly AlignedArray<long> _trees = new(steps * Padded(trajectories));
    private readonly AlignedArray<long> _nodes = new(steps * Padded(trajectories));
    private readonly AlignedArray<double> _slopes = new(steps * levels * Padded(trajectories));
    private readonly AlignedArray<double> _logLikelihoods = new(steps * Padded(trajectories));

    /// <summary>B.</summary>
    public int Trajectories => trajectories;

    /// <summary>B, rounded up to full vectors.</summary>
    public int Stride { get; } = Padded(trajectories);

    /// <summary>The number of levels walked.</summary>
    public int Levels => levels;

    /// <summary>The offset of each trajectory's tree: the left logit of node n is at this offset + 2n in θ; [stride].</summary>
    public Span<long> Trees(int step) => _trees.Span.Slice(step * Stride, Stride);

    /// <summary>The trajectories' current nodes; at the end the leaves, 2^k + action; [stride].</summary>
    public Span<long> Nodes(int step) => _nodes.Span.Slice(step * Stride, Stride);

    /// <summary>
    /// The derivatives of log π(bit) with respect to the right logit, [levels][stride]; those with respect to the left one are their
    /// negatives.
    /// </summary>
    public Span<double> Slopes(int step) => _slopes.Span.Slice(step * levels * Stride, levels * Stride);

    /// <summary>h of the actions, [stride].</summary>
    public Span<double> LogLikelihoods(int step) => _logLikelihoods.Span.Slice(step * Stride, Stride);

    /// <summary>Adds the gradient of a step's actions to θ at the walked nodes above them.</summary>
    /// <param name="step">The step.</param>
    /// <param name="credit">The factor of each trajectory's slopes, [B].</param>
    /// <param name="parameters">θ, flat [S][2^k−1][2].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyGradient(int step, ReadOnlySpan<double> credit, Span<double> parameters)
    {
        ref double theta = ref MemoryMarshal.GetReference(parameters);
        ref double slopes = ref MemoryMarshal.GetReference(Slopes(step));
        ref long trees = ref MemoryMarshal.GetReference(Trees(step)), nodes = ref MemoryMarshal.GetReference(Nodes(step));
        nint stride = Stride, lowest = (levels - 1) * stride;
        for (int b = 0; b < credit.Length; b++)
        {
            ref double tree = ref Unsafe.Add(ref theta, (nint)Unsafe.Add(ref trees, b));
            nint node = (nint)Unsafe.Add(ref nodes, b);
            var signed = Vector128.Create(-credit[b], credit[b]);
            for (nint at = lowest + b; at >= 0; at -= stride)
            {
                node >>>= 1;
                nuint left = (nuint)(2 * node);
                (signed * Vector128.Create(Unsafe.Add(ref slopes, at)) + Vector128.LoadUnsafe(ref tree, left)).StoreUnsafe(ref tree, left);
            }
        }
    }

    /// <summary>Stores the (state, action) pairs; with levels left to walk, the action is the first one below the node.</summary>
    /// <param name="step">The step.</param>
    /// <param name="tree">The trees, of fewer than 2^31 nodes.</param>
    /// <param name="levelsLeft">The number of levels left.</param>
    /// <param name="states">The trajectories' states, [stride].</param>
    /// <param name="pairs">The destination of s · A + a, [stride].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void StorePairs(int step, BitTree tree, int levelsLeft, ReadOnlySpan<int> states, Span<int> pairs)
    {
        ref long node = ref MemoryMarshal.GetReference(Nodes(step));
        ref int state = ref MemoryMarshal.GetReference(states), pair = ref MemoryMarshal.GetReference(pairs);
        int actions = tree.Actions;
        var first = Vector256.Create(tree.Nodes + 1);
        for (nuint b = 0; b < (nuint)Stride; b += Lanes)
        {
            // Nodes are in the lower halves of their words.
            var own = Vector512.Shuffle(
                Vector512.LoadUnsafe(ref node, b).AsInt32(), Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 0, 0, 0, 0, 0, 0, 0, 0))
                .GetLower();
            (Vector256.LoadUnsafe(ref state, b) * actions + (own << levelsLeft) - first).StoreUnsafe(ref pair, b);
        }
    }

    private static int Padded(int trajectories) => (trajectories + Lanes - 1) / Lanes * Lanes;
}
