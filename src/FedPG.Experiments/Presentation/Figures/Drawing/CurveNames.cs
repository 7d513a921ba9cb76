using System.Text.RegularExpressions;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Shortens the names of curves so that they fit beside a panel and still differ.</summary>
internal static partial class CurveNames
{
    private const int LongestAnywhere = 60;

    /// <summary>
    /// The names themselves if none is longer than <paramref name="longest"/>. Otherwise the names without the paths of keys
    /// (<c>local.step-size=0.1</c> → <c>step-size=0.1</c>) and without their common first words; names that are still long are written in
    /// smaller letters. Names that fit in no letter size lose their middle, and equal names get a number.
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
