using System.Globalization;

namespace FedPG.Tool.Output;

/// <summary>Names that are longer than the room for them.</summary>
internal static class ShortName
{
    /// <summary>The name with its middle left out if it does not fit: the ends of names tell variants apart.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cells">The room for it.</param>
    public static string Of(string name, int cells)
    {
        if (TerminalColumn.CellsOf(name) <= cells) return name;
        var characters = new List<string>();
        for (var each = StringInfo.GetTextElementEnumerator(name); each.MoveNext();) characters.Add(each.GetTextElement());
        string head = Within(characters, cells / 2);
        characters.Reverse();
        characters = [.. characters.SkipLast(new StringInfo(head).LengthInTextElements)];
        string tail = string.Concat(Kept(characters, cells - 1 - TerminalColumn.CellsOf(head)).Reverse());
        return $"{head}…{tail}";
    }

    private static string Within(IEnumerable<string> characters, int cells) => string.Concat(Kept(characters, cells));

    private static IEnumerable<string> Kept(IEnumerable<string> characters, int cells)
    {
        foreach (string character in characters)
        {
            cells -= TerminalColumn.CellsOf(character);
            if (cells < 0) yield break;
            yield return character;
        }
    }
}
