using SkiaSharp;

namespace FedPG.Experiments.Plots;

/// <summary>Draws figures as PNG and SVG, without a display and without fonts on the machine.</summary>
internal static class FigureDrawing
{
    /// <summary>The bytes of a PNG, 1600 × 900 pixels.</summary>
    public static byte[] Png(FigureContent content)
    {
        FigureLayout layout = FigureLayout.Wide;
        using var bitmap = new SKBitmap(layout.Width, layout.Height);
        using var canvas = new SKCanvas(bitmap);
        new Figure(content, layout).Draw(canvas);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The same figure as a drawing that scales.</summary>
    public static SvgFigure Svg(FigureContent content, FigureLayout layout)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(layout.Width, layout.Height), stream))
            new Figure(content, layout).Draw(canvas);
        return SvgFigure.Of(stream.ToArray(), layout, content.Title, FigureDescription.Of(content));
    }
}
