using System.Globalization;

namespace FedPG.Experiments.Formats;

/// <summary>The words of a Cassandra file, separated by blanks and line breaks, without comments. A colon is a word.</summary>
internal sealed class CassandraTokens
{
    private readonly List<(string Word, int Line)> _tokens = [];
    private int _next;

    /// <summary>Takes a text.</summary>
    public CassandraTokens(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Split('#', 2)[0].Replace(":", " : ", StringComparison.Ordinal);
            foreach (string word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) _tokens.Add((word, i + 1));
        }
    }

    /// <summary>Whether all words were read.</summary>
    public bool IsAtEnd => _next >= _tokens.Count;

    /// <summary>The next word, which is not read yet; empty at the end.</summary>
    public string Peek => Word(_next);

    /// <summary>Whether the next word begins a new entry, since a colon follows, or the next two do, as <c>start include</c>.</summary>
    public bool IsAtEntry => IsAtEnd || Word(_next + 1) == ":" || IsAtStart;

    /// <summary>Whether the next word begins the start.</summary>
    public bool IsAtStart => Peek == "start" && Word(_next + 1) is ":" or "include" or "exclude";

    /// <summary>Whether the next word is a number.</summary>
    public bool IsAtNumber => TryNumber(Peek, out _);

    /// <summary>Reads a word.</summary>
    public string Next(string accepted)
    {
        if (IsAtEnd) throw Refused("the end of the file", accepted);
        return _tokens[_next++].Word;
    }

    /// <summary>Reads a certain word.</summary>
    public void Require(string word)
    {
        if (Peek != word) throw Refused(SourceLines.Shown(Peek), $"'{word}'");
        _next++;
    }

    /// <summary>Reads a word if it is next.</summary>
    public bool TryTake(string word)
    {
        if (Peek != word) return false;
        _next++;
        return true;
    }

    /// <summary>Reads a finite number.</summary>
    public double Number(string what)
    {
        if (!TryNumber(Peek, out double number)) throw Refused(IsAtEnd ? "the end of the file" : SourceLines.Shown(Peek), what);
        _next++;
        return number;
    }

    /// <summary>Reads numbers.</summary>
    public double[] Numbers(long count, string what)
    {
        // A file has fewer words than a hostile count announces: nothing of that size is allocated first.
        string accepted = FormattableString.Invariant($"{count} numbers, {what}");
        if (count > _tokens.Count - _next)
            throw Refused(FormattableString.Invariant($"{_tokens.Count - _next} more words in the file"), accepted);
        double[] numbers = new double[count];
        for (long i = 0; i < count; i++) numbers[i] = Number(accepted);
        return numbers;
    }

    /// <summary>The words up to the next entry.</summary>
    public string[] Rest()
    {
        var words = new List<string>();
        while (!IsAtEntry) words.Add(_tokens[_next++].Word);
        return [.. words];
    }

    /// <summary>An error at the next word.</summary>
    public SpecificationException Refused(string found, string accepted) =>
        new(FormattableString.Invariant($"line {Line}"), found, accepted);

    private int Line => _tokens.Count == 0 ? 1 : _tokens[Math.Min(_next, _tokens.Count - 1)].Line;

    private string Word(int at) => at < _tokens.Count ? _tokens[at].Word : "";

    private static bool TryNumber(string word, out double number) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
