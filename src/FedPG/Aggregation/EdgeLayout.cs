using System.Numerics;

namespace FedPG.Aggregation;

/// <summary>
/// Which participants an edge has: consecutive blocks of one size, a power of two, so that an edge is a node of the tree that updates are
/// folded along.
/// </summary>
/// <param name="Participants">How many learners the federation has.</param>
/// <param name="EdgeSize">How many of them an edge has, a power of two; the last edge may have fewer.</param>
public readonly record struct EdgeLayout(int Participants, int EdgeSize)
{
    /// <summary>How many edges there are.</summary>
    public int EdgeCount => (int)(((long)Participants + EdgeSize - 1) / EdgeSize);

    /// <summary>The edges' level in the tree.</summary>
    public int Level => BitOperations.Log2((uint)EdgeSize);

    /// <summary>An edge's first participant.</summary>
    public int First(int edge) => edge * EdgeSize;

    /// <summary>How many participants an edge has.</summary>
    public int Size(int edge) => Math.Min(EdgeSize, Participants - First(edge));

    /// <summary>The edges whose agents a part of the tree has; false where it does not have all agents of an edge, or none.</summary>
    public bool TryFindEdges(in PartialAggregate part, out Range edges)
    {
        edges = default;
        if (part.Level < Level || part.Level > 31 || part.Index < 0 || part.Index > Participants >> part.Level) return false;
        long first = (long)part.Index << (part.Level - Level), end = Math.Min(EdgeCount, (part.Index + 1L) << (part.Level - Level));
        if (first >= end) return false;
        edges = (int)first..(int)end;
        return true;
    }
}
