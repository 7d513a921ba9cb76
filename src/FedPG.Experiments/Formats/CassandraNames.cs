using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Formats;

/// <summary>The states, actions or observations of a Cassandra file: a count, or names. Numbers and names both refer to them.</summary>
/// <param name="Kind">One of them, for messages.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Names">The names; empty if there is only a count.</param>
internal sealed record CassandraNames(string Kind, int Count, ImmutableArray<string> Names)
{
    /// <summary>All of a wildcard.</summary>
    public const int Any = -1;

    private readonly Dictionary<string, int> _numbers =
        Names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);

    /// <summary>Reads a count or names.</summary>
    public static CassandraNames Read(CassandraTokens tokens, string kind)
    {
        string[] words = tokens.Rest();
        bool isCount = int.TryParse(words.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        if (words.Length == 0 || (isCount && (words.Length > 1 || count == 0)))
            throw tokens.Refused($"{kind}s: {OneLine.Of(string.Join(' ', words))}", $"a number of {kind}s, or their names");
        if (isCount) return new CassandraNames(kind, count, []);
        if (words.GroupBy(word => word).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw tokens.Refused($"the {kind} {SourceLines.Shown(twice.Key)} twice", "different names");
        return new CassandraNames(kind, words.Length, [.. words.Select(OneLine.Of)]);
    }

    /// <summary>Reads one of them.</summary>
    public int One(CassandraTokens tokens) => Find(tokens.Peek) is { } number ? Taken(tokens, number) : throw Unknown(tokens, tokens.Peek);

    /// <summary>Reads one of them, or <c>*</c> for <see cref="Any"/>.</summary>
    public int OneOrAny(CassandraTokens tokens) => tokens.TryTake("*") ? Any : One(tokens);

    /// <summary>The number of a name or of a number; null if there is none such.</summary>
    public int? Find(string word)
    {
        if (_numbers.TryGetValue(word, out int number)) return number;
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < Count ? number : null;
    }

    /// <summary>The numbers that a reference stands for.</summary>
    public IEnumerable<int> Of(int reference) => reference == Any ? Enumerable.Range(0, Count) : [reference];

    /// <summary>The error for an unknown one.</summary>
    public SpecificationException Unknown(CassandraTokens tokens, string word)
    {
        string name = Names.IsEmpty ? "" : $", or a name such as {Names[0]}";
        return tokens.Refused(
            $"the {Kind} {SourceLines.Shown(word)}", FormattableString.Invariant($"a number from 0 to {Count - 1}{name}"));
    }

    private static int Taken(CassandraTokens tokens, int number)
    {
        tokens.Next("");
        return number;
    }
}
