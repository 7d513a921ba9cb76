namespace FedPG.Experiments.Text;

/// <summary>Names in a sentence.</summary>
internal static class NameList
{
    /// <summary>The names as "a, b or c".</summary>
    public static string Or(IEnumerable<string> names) => Joined(names, "or", none: "nothing");

    /// <summary>The names as "a, b and c".</summary>
    public static string And(IEnumerable<string> names) => Joined(names, "and", none: "none");

    private static string Joined(IEnumerable<string> names, string word, string none) => names.ToArray() switch
    {
        [] => none,
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} {word} {last}",
    };
}
