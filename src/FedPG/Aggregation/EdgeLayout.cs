using System.Numerics;

namespace FedPG.Aggregation;

/// <summary>
/// The division of participants into edges: consecutive blocks of one size. The size is a power of two, so that an edge is a node of the
/// aggregation tree.
/// </summary>
/// <param name="Participants">The number of learners in the federation.</param>
/// <param name="EdgeSize">The number of participants per edge, a power of two; the last edge may have fewer.</param>
internal readonly record struct EdgeLayout(int Participants, int EdgeSize)
{
    /// <summary>The number of edges.</summary>
    public int EdgeCount => (int)(((long)Participants + EdgeSize - 1) / EdgeSize);

    /// <summary>The edges' level in the tree.</summary>
    public int Level => BitOperations.Log2((uint)EdgeSize);

    /// <summary>An edge's first participant.</summary>
    public int First(int edge) => edge * EdgeSize;

    /// <summary>The number of an edge's participants.</summary>
    public int Size(int edge) => Math.Min(EdgeSize, Participants - First(edge));

    /// <summary>Finds the edges that a part of the tree covers; false if it covers no edge completely.</summary>
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
