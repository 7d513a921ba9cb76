using System.Text.RegularExpressions;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Names that fit beside a panel and still differ.</summary>
internal static partial class CurveNames
{
    private const int LongestAnywhere = 60;

    /// <summary>
    /// The names themselves if none is longer than <paramref name="longest"/>. Otherwise without the paths of keys (<c>local.step-size=0.1</c>
    /// → <c>step-size=0.1</c>) and without the words they all begin with; they are written smaller if they are still long. Only what no
    /// letter size fits loses its middle, and what then no longer differs gets its place in the table.
    /// </summary>
    public static string[] Fitted(IReadOnlyList<string> names, int longest, int longestAnywhere = LongestAnywhere)
    {
        if (names.All(name => name.Length <= longest)) return [.. names];
        string[][] words = [.. names.Select(name => KeyPath().Replace(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        int common = names.Count == 1 ? 0 : Enumerable.Range(0, words.Min(w => Math.Max(w.Length, 1)) - 1)
            .TakeWhile(i => words.All(w => w[i] == words[0][i])).Count();
        string[] fitted = [.. words.Select(w => Abbreviated(string.Join(' ', w[common..]), longestAnywhere))];
        return [.. fitted.Select((name, i) => fitted.Count(other => other == name) == 1 ? name : $"{name} ({i + 1})")];
    }

    /// <summary>A name without its middle if it is too long.</summary>
    public static string Abbreviated(string name, int longest) =>
        name.Length <= longest ? name : $"{name[..((longest - 1) / 2)]}…{name[^(longest / 2)..]}";

    [GeneratedRegex(@"(?<![^\s,/])(?:[\w-]+\.)+(?=[\w-]+=)")]
    private static partial Regex KeyPath();
}
