using System.Collections.Immutable;

namespace FedPG.Actors.Rounds;

/// <summary>An immutable set of member numbers 0 … n−1, a bit each.</summary>
public readonly struct MemberSet
{
    private readonly ImmutableArray<ulong> _words;

    private MemberSet(ImmutableArray<ulong> words, int count) => (_words, Count) = (words, count);

    /// <summary>How many members it has.</summary>
    public int Count { get; }

    /// <summary>The empty set for members below <paramref name="size"/>.</summary>
    public static MemberSet Empty(int size) => new([.. new ulong[(size + 63) / 64]], 0);

    /// <summary>The set of all members below <paramref name="size"/>.</summary>
    public static MemberSet All(int size) => Of(size, Enumerable.Range(0, size));

    /// <summary>A set of distinct members below <paramref name="size"/>.</summary>
    public static MemberSet Of(int size, IEnumerable<int> members)
    {
        var words = new ulong[(size + 63) / 64];
        int count = 0;
        foreach (int member in members)
        {
            words[member >> 6] |= 1UL << (member & 63);
            count++;
        }

        return new MemberSet([.. words], count);
    }

    /// <summary>Whether a member is in it.</summary>
    public bool Contains(int member) => (_words[member >> 6] >> (member & 63) & 1) != 0;

    /// <summary>The set with one member more.</summary>
    public MemberSet Add(int member)
    {
        var words = _words.SetItem(member >> 6, _words[member >> 6] | 1UL << (member & 63));
        return new MemberSet(words, Contains(member) ? Count : Count + 1);
    }
}
