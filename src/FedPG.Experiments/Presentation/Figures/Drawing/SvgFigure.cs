using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>An SVG drawing of Skia, adapted for a page: scalable, described, with fallback fonts.</summary>
internal sealed partial class SvgFigure
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly XElement _root;

    private SvgFigure(XElement root) => _root = root;

    public static SvgFigure Of(byte[] drawn, FigureLayout layout, string title, string description)
    {
        using var stream = new MemoryStream(drawn);
        XElement root = XDocument.Load(stream).Root!;
        root.SetAttributeValue("viewBox", FormattableString.Invariant($"0 0 {layout.Width} {layout.Height}"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", $"{title}. {description}");
        root.AddFirst(new XElement(Svg + "title", title), new XElement(Svg + "desc", description));
        foreach (XElement text in root.Descendants(Svg + "text")) Simplify(text);
        foreach (XElement path in root.Descendants(Svg + "path")) Shorten(path.Attribute("d")!);

        // Skia numbers identifiers across drawings; a drawing must not depend on earlier ones.
        var ids = root.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Rename(root, id => FormattableString.Invariant($"id{ids.IndexOf(id)}"));
        return new SvgFigure(root);
    }

    /// <summary>The drawing as a file.</summary>
    public string Document() => $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{_root.ToString(SaveOptions.DisableFormatting)}\n";

    /// <summary>The drawing as an element of a page that takes the available width.</summary>
    /// <param name="cssClass">The element's class.</param>
    /// <param name="idPrefix">A prefix that makes identifiers unique on the page.</param>
    public string Inline(string cssClass, string idPrefix)
    {
        var copy = new XElement(_root);
        copy.SetAttributeValue("width", null);
        copy.SetAttributeValue("height", null);
        copy.SetAttributeValue("class", cssClass);
        Rename(copy, id => idPrefix + id);
        return copy.ToString(SaveOptions.DisableFormatting);
    }

    private static void Rename(XElement root, Func<string, string> name)
    {
        foreach (XAttribute attribute in root.DescendantsAndSelf().Attributes())
        {
            if (attribute.Name == "id") attribute.Value = name(attribute.Value);
            else if (attribute.Value.StartsWith("url(#", StringComparison.Ordinal))
                attribute.Value = $"url(#{name(attribute.Value[5..^1])})";
            else if (attribute.Name.LocalName == "href" && attribute.Value.StartsWith('#'))
                attribute.Value = $"#{name(attribute.Value[1..])}";
        }
    }

    // Skia positions every letter for its own font. A fallback font spaces the letters itself, within the same width.
    private static void Simplify(XElement text)
    {
        foreach (string name in new[] { "x", "y" })
        {
            if (text.Attribute(name) is { } place) place.Value = place.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)[0];
        }

        text.Value = text.Value.Trim();
        bool bold = text.Attribute("font-weight") is not null;
        if (bold) text.SetAttributeValue("font-weight", "600");
        using var font = PlotFont.Of(float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture), bold);
        text.SetAttributeValue("textLength", font.MeasureText(text.Value).ToString("0.#", CultureInfo.InvariantCulture));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
        text.SetAttributeValue("font-family", $"'{PlotFont.Family}', 'Noto Sans', 'Segoe UI', Roboto, Arial, sans-serif");
    }

    // A tenth of a pixel cannot be seen, and longer numbers would make up most of the file.
    private static void Shorten(XAttribute path) => path.Value = LongNumber().Replace(
        path.Value, number => double.Parse(number.ValueSpan, CultureInfo.InvariantCulture).ToString("0.#", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\d+\.\d{2,}")]
    private static partial Regex LongNumber();
}
