using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Draws pictures as PNG and SVG; needs neither a display nor fonts on the machine.</summary>
internal static class FigureDrawing
{
    /// <summary>The bytes of a PNG, 1600 pixels wide and, for curves, 900 high.</summary>
    public static byte[] Png(IPicture picture)
    {
        FigureLayout layout = picture.Fit(FigureLayout.Wide);
        using var bitmap = new SKBitmap(layout.Width, layout.Height);
        using var canvas = new SKCanvas(bitmap);
        picture.Draw(canvas, layout);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The picture as SVG.</summary>
    public static SvgFigure Svg(IPicture picture, FigureLayout preferred)
    {
        FigureLayout layout = picture.Fit(preferred);
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(layout.Width, layout.Height), stream))
            picture.Draw(canvas, layout);
        return SvgFigure.Of(stream.ToArray(), layout, picture.Title, picture.Description);
    }
}
