using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Linear;
using FedPG.Numerics;

namespace FedPG.Kernels.Bits;

/// <summary>The ways down the trees of bits that trajectories took in the steps of a roll-out, and what the bits on them say.</summary>
/// <remarks>
/// A tree's nodes are counted from 1, so that the children of n are 2n and 2n + 1 and the node above is n / 2. With them the leaf tells the whole way.
/// Trajectories are in whole vectors: what is behind the last one walks along.
/// </remarks>
/// <param name="steps">T.</param>
/// <param name="levels">The levels that are walked, the lowest ones.</param>
/// <param name="trajectories">B.</param>
internal sealed class BitPaths(int steps, int levels, int trajectories)
{
    /// <summary>How many trajectories a vector has.</summary>
    public const int Lanes = 8;

    private readonly AlignedArray<long> _trees = new(steps * Padded(trajectories));
    private readonly AlignedArray<long> _nodes = new(steps * Padded(trajectories));
    private readonly AlignedArray<double> _slopes = new(steps * levels * Padded(trajectories));
    private readonly AlignedArray<double> _logLikelihoods = new(steps * Padded(trajectories));

    /// <summary>B.</summary>
    public int Trajectories => trajectories;

    /// <summary>Trajectories in whole vectors.</summary>
    public int Stride { get; } = Padded(trajectories);

    /// <summary>How many levels are walked.</summary>
    public int Levels => levels;

    /// <summary>Where the trees begin: the left logit of node n is 2n further on in θ; [stride].</summary>
    public Span<long> Trees(int step) => _trees.Span.Slice(step * Stride, Stride);

    /// <summary>Where the trajectories are; in the end the leaves, 2^k + action; [stride].</summary>
    public Span<long> Nodes(int step) => _nodes.Span.Slice(step * Stride, Stride);

    /// <summary>The derivatives of log π(bit) by the right logit, [levels][stride]; those by the left one are their negatives.</summary>
    public Span<double> Slopes(int step) => _slopes.Span.Slice(step * levels * Stride, levels * Stride);

    /// <summary>h of the actions, [stride].</summary>
    public Span<double> LogLikelihoods(int step) => _logLikelihoods.Span.Slice(step * Stride, Stride);

    /// <summary>Adds what a step's actions earned to θ at the nodes that they lie under, as far up as was walked.</summary>
    /// <param name="step">Which step.</param>
    /// <param name="credit">What each trajectory's slopes are multiplied with, [B].</param>
    /// <param name="parameters">θ, flat [S][2^k−1][2].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Move(int step, ReadOnlySpan<double> credit, Span<double> parameters)
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

    private static int Padded(int trajectories) => (trajectories + Lanes - 1) / Lanes * Lanes;
}
