using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>A piece of a page. Made from an interpolated string, it escapes every value put into it but other pieces.</summary>
/// <param name="Markup">Well-formed markup.</param>
internal readonly record struct Html(string Markup)
{
    /// <summary>An empty piece.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>The markup of an interpolated string.</summary>
    public static Html Of(HtmlInterpolation text) => new(text.ToString());

    /// <summary>One piece after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Markup)));

    /// <summary>Text over several lines, escaped.</summary>
    public static Html Lines(string text) => Join(text.ReplaceLineEndings("\n").Split('\n').Select(line => Of($"{line}\n")));
}

/// <summary>Escapes while it interpolates.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlInterpolation
{
    private readonly StringBuilder _text;

    public HtmlInterpolation(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + 16 * formattedCount);

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(Html piece) => _text.Append(piece.Markup);

    public void AppendFormatted(string text) => _text.Append(WebUtility.HtmlEncode(PrintableText.Of(text)));

    public void AppendFormatted(long number) => _text.Append(NumberText.Count(number));

    public override string ToString() => _text.ToString();
}
