using System.Numerics;

namespace FedPG.Kernels.Bits;

/// <summary>
/// The binary tree of actions, written in k = ⌈log₂ A⌉ bits, most significant first. Its inner nodes are the prefixes in heap
/// order: the root is 0 and the children of i are 2i+1 and 2i+2. The leaves follow: action a has index (2^k − 1) + a.
/// </summary>
internal sealed class BitTree
{
    /// <summary>The tree for a number of actions, at least 2.</summary>
    public BitTree(int actions)
    {
        if (actions < 2) throw new SpecificationException("actions", $"{actions}", "at least 2");
        Actions = actions;
        Bits = BitOperations.Log2((uint)actions - 1) + 1;
        Nodes = (1 << Bits) - 1;
    }

    /// <summary>A.</summary>
    public int Actions { get; }

    /// <summary>k, the depth.</summary>
    public int Bits { get; }

    /// <summary>2^k − 1 inner nodes.</summary>
    public int Nodes { get; }

    /// <summary>
    /// Whether no action lies under the node's right child, so that its left child is certain. (Actions fill the leaves from the
    /// left: a left child is empty only if its parent is, and a node without actions under it is never reached.)
    /// </summary>
    public bool IsForced(int node)
    {
        int depth = BitOperations.Log2((uint)node + 1);
        int right = 2 * node + 2;
        int firstInRow = (1 << (depth + 1)) - 1;
        long firstActionBelow = (long)(right - firstInRow) << (Bits - depth - 1);
        return firstActionBelow >= Actions;
    }

    /// <summary>
    /// The first forced node at a depth; all nodes after it are forced too. If there is none, the index after the last node.
    /// </summary>
    internal int FirstForced(int depth)
    {
        int withActions = ((Actions - 1) >> (Bits - depth - 1)) + 1;
        return (1 << depth) - 1 + (withActions >> 1);
    }
}
