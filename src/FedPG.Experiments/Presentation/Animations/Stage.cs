using System.Globalization;
using System.Xml.Linq;
using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Presentation.Animations;

/// <summary>Shapes of an animated drawing. Their colours are those of figures, which the page's dark mode replaces.</summary>
internal static class Stage
{
    /// <summary>The width of all scenes of a row.</summary>
    public const double Width = 640;

    /// <summary>The namespace of SVG.</summary>
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>A number with one decimal: a tenth of a pixel cannot be seen.</summary>
    public static string Text(double number)
    {
        string text = number.ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A place.</summary>
    public static string Point(double x, double y) => $"{Text(x)},{Text(y)}";

    /// <summary>A group.</summary>
    public static XElement Group(params object[] content) => new(Svg + "g", content);

    /// <summary>A straight line.</summary>
    public static XElement Line(double x1, double y1, double x2, double y2, string colour, double width, params object[] content) => new(
        Svg + "line", Numbers(("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)), Stroke(colour, width), content);

    /// <summary>A filled rectangle.</summary>
    public static XElement Rectangle(double x, double y, double width, double height, string colour, params object[] content) => new(
        Svg + "rect", Numbers(("x", x), ("y", y), ("width", width), ("height", height)), new XAttribute("fill", colour), content);

    /// <summary>A filled circle.</summary>
    public static XElement Circle(double x, double y, double radius, string colour, params object[] content) => new(
        Svg + "circle", Numbers(("cx", x), ("cy", y), ("r", radius)), new XAttribute("fill", colour), content);

    /// <summary>Joined lines.</summary>
    public static XElement Polyline(string points, string colour, double width, params object[] content) => new(
        Svg + "polyline", new XAttribute("points", points), new XAttribute("fill", "none"), Stroke(colour, width),
        new XAttribute("stroke-linejoin", "round"), content);

    /// <summary>A line of text.</summary>
    public static XElement Label(double x, double y, string text, string colour, double size, bool bold = false) => new(
        Svg + "text", Numbers(("x", x), ("y", y), ("font-size", size)), new XAttribute("fill", colour),
        new XAttribute("font-family", $"'{PlotFont.Family}', 'Noto Sans', 'Segoe UI', Roboto, Arial, sans-serif"),
        bold ? new XAttribute("font-weight", "600") : null, text);

    private static XAttribute[] Stroke(string colour, double width) =>
        [new("stroke", colour), new("stroke-width", Text(width)), new("stroke-linecap", "round")];

    private static IEnumerable<XAttribute> Numbers(params (string Name, double Value)[] numbers) =>
        numbers.Select(number => new XAttribute(number.Name, Text(number.Value)));
}
