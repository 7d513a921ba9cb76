using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Files;

/// <summary>Words for text that is not JSON.</summary>
internal static class JsonSyntax
{
    private const int LongestFound = 20;

    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n,:]}"u8);

    /// <summary>The line and byte of an error, counted from 1.</summary>
    /// <param name="error">The parser's error.</param>
    public static string Place(JsonException error) =>
        string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");

    /// <summary>What stands where the parser stopped.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="error">The parser's error.</param>
    public static string Found(ReadOnlySpan<byte> text, JsonException error) =>
        Found(text, error, error.LineNumber ?? 0, error.BytePositionInLine ?? 0);

    /// <summary>What stands where the parser stopped.</summary>
    /// <param name="text">A part of the text, in UTF-8.</param>
    /// <param name="error">The parser's error.</param>
    /// <param name="line">The line of the error in this part, from 0.</param>
    /// <param name="column">The byte of the error in its line of this part, from 0.</param>
    public static string Found(ReadOnlySpan<byte> text, JsonException error, long line, long column)
    {
        if (error.Message.Contains("depth", StringComparison.Ordinal)) return "too many nested lists and objects";
        int at = Offset(text, line, column);
        if (text[at..].Trim(" \t\r\n"u8).IsEmpty) return "the end of the text";
        if (text[at] < ' ') return string.Create(CultureInfo.InvariantCulture, $"the control character U+{(int)text[at]:X4}");
        return $"'{OneLine.Of(Token(text, at))}'";
    }

    /// <summary>The token at a place. The parser stops within a misspelt literal, which is shown whole.</summary>
    private static string Token(ReadOnlySpan<byte> text, int at)
    {
        int start = at;
        while (start > 0 && char.IsAsciiLetter((char)text[start - 1])) start--;
        string token = From(text, start);
        return token is "true" or "false" or "null" ? From(text, at) : token;
    }

    private static string From(ReadOnlySpan<byte> text, int start)
    {
        var rest = text[start..Math.Min(text.Length, start + LongestFound)];
        int length = rest.IndexOfAny(Ends);
        return Encoding.UTF8.GetString(rest[..(length < 0 ? rest.Length : Math.Max(length, 1))]);
    }

    private static int Offset(ReadOnlySpan<byte> text, long line, long column)
    {
        int at = 0;
        for (; line > 0; line--) at += text[at..].IndexOf((byte)'\n') + 1;
        return (int)Math.Clamp(at + column, 0, text.Length);
    }
}
