using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FedPG.Actors.Rounds;

/// <summary>
/// An immutable bit set of member numbers 0 … n−1: the first 64 bits are one word, the others are in chunks, so that adding a member copies
/// only a small part of a large set.
/// </summary>
internal readonly struct MemberSet
{
    private const int WordBits = 64;
    private const int ChunkBits = 32 * WordBits;

    private readonly ulong _first;
    private readonly ImmutableArray<ImmutableArray<ulong>> _chunks;

    private MemberSet(ulong first, ImmutableArray<ImmutableArray<ulong>> chunks, int count) =>
        (_first, _chunks, Count) = (first, chunks, count);

    /// <summary>The number of members.</summary>
    public int Count { get; }

    /// <summary>The empty set for members below <paramref name="size"/>.</summary>
    public static MemberSet Empty(int size) => size <= WordBits ? new(0, [], 0) : Of(size, []);

    /// <summary>The set of all members below <paramref name="size"/>.</summary>
    public static MemberSet All(int size) =>
        size <= WordBits ? new(ulong.MaxValue >> (WordBits - size), [], size) : Of(size, Enumerable.Range(0, size));

    /// <summary>A set of distinct members below <paramref name="size"/>.</summary>
    public static MemberSet Of(int size, IEnumerable<int> members)
    {
        ulong first = 0;
        var chunks = new ulong[Math.Max(0, size - WordBits + ChunkBits - 1) / ChunkBits][];
        for (int i = 0; i < chunks.Length; i++) chunks[i] = new ulong[ChunkBits / WordBits];
        int count = 0;
        foreach (int member in members)
        {
            if (member < WordBits) first |= 1UL << member;
            else chunks[ChunkOf(member)][WordOf(member)] |= 1UL << (member % WordBits);
            count++;
        }

        return new MemberSet(first, chunks.Length == 0 ? [] : [.. chunks.Select(ImmutableCollectionsMarshal.AsImmutableArray)], count);
    }

    /// <summary>Whether a member is in the set.</summary>
    public bool Contains(int member) =>
        ((member < WordBits ? _first : _chunks[ChunkOf(member)][WordOf(member)]) >> (member % WordBits) & 1) != 0;

    /// <summary>The set with one more member.</summary>
    public MemberSet Add(int member)
    {
        if (Contains(member)) return this;
        if (member < WordBits) return new MemberSet(_first | 1UL << member, _chunks, Count + 1);
        var chunk = _chunks[ChunkOf(member)];
        chunk = chunk.SetItem(WordOf(member), chunk[WordOf(member)] | 1UL << (member % WordBits));
        return new MemberSet(_first, _chunks.SetItem(ChunkOf(member), chunk), Count + 1);
    }

    /// <summary>The union of this set with the part of another set that is in a range.</summary>
    /// <param name="other">A set of members below the same size.</param>
    /// <param name="first">The range's first member.</param>
    /// <param name="end">The end of the range, exclusive.</param>
    public MemberSet With(MemberSet other, int first, int end)
    {
        ulong word = _first | (other._first & WordOf(first, end));
        var all = new MemberSet(word, _chunks, Count + BitOperations.PopCount(word) - BitOperations.PopCount(_first));
        for (int member = Math.Max(first, WordBits); member < end; member++)
        {
            if (other.Contains(member)) all = all.Add(member);
        }

        return all;
    }

    /// <summary>The number of members in a range.</summary>
    /// <param name="first">The range's first member.</param>
    /// <param name="end">The end of the range, exclusive.</param>
    public int CountIn(int first, int end)
    {
        int count = BitOperations.PopCount(_first & WordOf(first, end));
        for (int member = Math.Max(first, WordBits); member < end; member++) count += Contains(member) ? 1 : 0;
        return count;
    }

    /// <summary>The bits of a range in the first word.</summary>
    private static ulong WordOf(int first, int end) => Below(end) & ~Below(first);

    private static ulong Below(int end) => end < WordBits ? (1UL << end) - 1 : ulong.MaxValue;

    private static int ChunkOf(int member) => (member - WordBits) / ChunkBits;

    private static int WordOf(int member) => (member - WordBits) % ChunkBits / WordBits;
}
