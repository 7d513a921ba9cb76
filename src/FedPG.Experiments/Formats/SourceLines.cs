using System.Globalization;
using System.Text;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Formats;

/// <summary>A text file line by line, for formats in which lines matter.</summary>
internal sealed class SourceLines
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _prefix;
    private readonly string[] _lines;
    private int _next;

    /// <summary>Takes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">A file beside the main one, for messages; empty for the main one.</param>
    public SourceLines(string text, string file = "")
    {
        _prefix = file.Length == 0 ? "" : $"{file}, ";
        _lines = text.Split('\n');
        for (int i = 0; i < _lines.Length; i++) _lines[i] = _lines[i].Trim();
    }

    /// <summary>The line that was read last, without blanks at its ends; empty before the first.</summary>
    public string Line => _next == 0 ? "" : _lines[_next - 1];

    /// <summary>Whether all lines were read.</summary>
    public bool IsAtEnd => _next >= _lines.Length;

    /// <summary>The text of a file.</summary>
    /// <exception cref="SpecificationException">The bytes are not UTF-8.</exception>
    public static string Text(ReadOnlyMemory<byte> content)
    {
        try
        {
            return Strict.GetString(content.Span).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException e)
        {
            throw new SpecificationException("found bytes that are not UTF-8; accepted: a text file", e);
        }
    }

    /// <summary>Goes to the next line that is not empty; false at the end.</summary>
    public bool Next()
    {
        while (_next < _lines.Length)
        {
            if (_lines[_next++].Length > 0) return true;
        }

        return false;
    }

    /// <summary>Reads the last line again.</summary>
    public void Back() => _next--;

    /// <summary>The words of the line.</summary>
    public string[] Words() => Line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>An error in the line.</summary>
    public SpecificationException Refused(string found, string accepted) => new(Place, found, accepted);

    /// <summary>An integer from 0 to a limit.</summary>
    public int Index(string word, string what, long count)
    {
        bool isNumber = long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        return isNumber && number < count && number < int.MaxValue
            ? (int)number
            : throw new SpecificationException($"{Place}, {what}", Shown(word), Invariant($"an integer from 0 to {count - 1}"));
    }

    /// <summary>A finite number; a fraction such as 1/3 as exact exports write it.</summary>
    public double Number(string word, string what)
    {
        int bar = word.IndexOf('/', StringComparison.Ordinal);
        double number = bar < 0 ? Parsed(word) : Parsed(word[..bar]) / Parsed(word[(bar + 1)..]);
        return double.IsFinite(number)
            ? number
            : throw new SpecificationException($"{Place}, {what}", Shown(word), "a finite number, such as 0.5 or 1/2");
    }

    /// <summary>A word, quoted and shortened for a message.</summary>
    public static string Shown(string word) => $"'{OneLine.Of(word)}'";

    private string Place => Invariant($"{_prefix}line {Math.Max(_next, 1)}");

    private static double Parsed(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
