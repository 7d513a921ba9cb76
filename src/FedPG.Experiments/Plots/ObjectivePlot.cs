using FedPG.Experiments.Reports;
using SkiaSharp;

namespace FedPG.Experiments.Plots;

/// <summary>
/// The figure of an experiment: mean objective against rounds with shaded 95 % intervals and the reference values as dashed lines, as PNG and
/// SVG, without a display and without fonts on the machine.
/// </summary>
public static class ObjectivePlot
{
    /// <summary>The PNG's name in an experiment's folder.</summary>
    public const string PngName = "objective.png";

    /// <summary>The SVG's name in an experiment's folder.</summary>
    public const string SvgName = "objective.svg";

    /// <summary>The bytes of a PNG, 1600 × 900 times <paramref name="scale"/>.</summary>
    public static byte[] Png(ExperimentResults results, float scale = 1)
    {
        FigureLayout layout = FigureLayout.Wide;
        using var bitmap = new SKBitmap((int)(layout.Width * scale), (int)(layout.Height * scale));
        using var canvas = new SKCanvas(bitmap);
        canvas.Scale(scale);
        new Figure(FigureContent.Of(results), layout).Draw(canvas);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The same figure as a stand-alone SVG document.</summary>
    public static string Svg(ExperimentResults results) => Svg(FigureContent.Of(results), FigureLayout.Wide).Document();

    /// <summary>A figure to be put into a page.</summary>
    internal static SvgFigure Svg(FigureContent content, FigureLayout layout)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(layout.Width, layout.Height), stream))
            new Figure(content, layout).Draw(canvas);
        return SvgFigure.Of(stream.ToArray(), layout, content.Title, FigureDescription.Of(content));
    }
}
