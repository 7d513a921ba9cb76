using ScottPlot;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Open Sans from this assembly: figures need no font on the machine and look the same everywhere.</summary>
internal sealed class PlotFont : IFontResolver
{
    /// <summary>The family's name.</summary>
    public const string Family = "Open Sans";

    private static readonly SKTypeface Regular = Load("OpenSans-Regular.ttf");
    private static readonly SKTypeface SemiBold = Load("OpenSans-Semibold.ttf");
    private static readonly Lazy<PlotFont> Registration = new(() =>
    {
        var resolver = new PlotFont();
        Fonts.FontResolvers.Insert(0, resolver);
        return resolver;
    });

    /// <summary>Registers the family with ScottPlot; can be called repeatedly.</summary>
    public static void Register() => _ = Registration.Value;

    /// <summary>A font of a size.</summary>
    public static SKFont Of(float size, bool bold = false) => new(bold ? SemiBold : Regular, size) { Subpixel = true };

    /// <summary>A font of at most the given size with which a line of text fits into a width.</summary>
    public static SKFont Fitting(string text, float width, float size, bool bold = false)
    {
        SKFont font = Of(size, bold);
        font.Size = Math.Min(size, size * width / Math.Max(1, font.MeasureText(text)));
        return font;
    }

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Family ? weight >= FontWeight.SemiBold ? SemiBold : Regular : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Family ? bold ? SemiBold : Regular : null;

    private static SKTypeface Load(string resource)
    {
        using Stream stream = typeof(PlotFont).Assembly.GetManifestResourceStream(resource)!;
        return SKTypeface.FromStream(stream);
    }
}
