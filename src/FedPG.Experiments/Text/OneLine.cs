namespace FedPG.Experiments.Text;

/// <summary>Makes the user's text fit for an error line.</summary>
internal static class OneLine
{
    private const int Longest = 80;

    /// <summary>At most 80 characters of the text.</summary>
    public static string Of(string text)
    {
        // Only what is shown is examined, as the text may have megabytes. A surrogate pair is not split.
        if (text.Length <= Longest) return Whole(text);
        int length = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
        return $"{Whole(text[..length])}…";
    }

    /// <summary>The whole text.</summary>
    public static string Whole(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (int i = 0; i < span.Length; i++) span[i] = IsBreak(source[i]) ? ' ' : IsHalf(source, i) ? '\ufffd' : source[i];
    });

    /// <summary>Whether a text is valid Unicode: it has no lone surrogate.</summary>
    public static bool IsUnicode(string text) => !Enumerable.Range(0, text.Length).Any(i => IsHalf(text, i));

    private static bool IsHalf(string text, int at) => char.IsSurrogate(text[at])
        && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        && !(char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
