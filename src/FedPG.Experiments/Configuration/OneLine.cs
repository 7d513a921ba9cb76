namespace FedPG.Experiments.Configuration;

/// <summary>Text of the user's made fit for an error line.</summary>
internal static class OneLine
{
    private const int Longest = 80;

    /// <summary>At most 80 characters of it.</summary>
    public static string Of(string text) => Whole(text) is { Length: > Longest } line ? $"{line[..(Longest - 1)]}…" : Whole(text);

    /// <summary>All of it.</summary>
    public static string Whole(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (int i = 0; i < span.Length; i++) span[i] = IsBreak(source[i]) ? ' ' : source[i];
    });

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
