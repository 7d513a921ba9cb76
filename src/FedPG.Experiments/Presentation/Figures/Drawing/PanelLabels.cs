using ScottPlot;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Draws the labels of a panel without overlap, each with a line from its value.</summary>
internal static class PanelLabels
{
    private const float LineSpacing = 1.42f;
    private const float SmallestFont = 9;

    /// <summary>The width of the labels: at most a fraction of the figure's width, with smaller letters.</summary>
    public static float Width(IReadOnlyList<PanelLabel> labels, float fontSize, float most)
    {
        if (labels.Count == 0) return fontSize * 4.2f;
        return Math.Min(Natural(labels, fontSize), Math.Max(most, Natural(labels, SmallestFont)));
    }

    public static void Draw(
        SKCanvas canvas, PixelRect area, IReadOnlyList<PanelLabel> labels, Func<double, float> pixel, float fontSize, float width)
    {
        if (labels.Count == 0) return;

        // Labels use the panel's height and a little more; many or long labels have smaller letters.
        double low = area.Top - fontSize, high = area.Bottom + fontSize;
        double fitting = Math.Min((high - low) / labels.Count / LineSpacing, fontSize * width / Natural(labels, fontSize));
        fontSize = (float)Math.Clamp(fitting, SmallestFont, fontSize);

        // The sort is stable: at equal values reference lines keep their order, above the curves.
        var sorted = labels.OrderByDescending(label => label.Value).ToArray();
        double[] centres = LabelLayout.Spread(
            [.. sorted.Select(label => (double)pixel(label.Value))], fontSize * LineSpacing, low, high);
        using SKFont regular = PlotFont.Of(fontSize);
        using SKFont bold = PlotFont.Of(fontSize, bold: true);
        using var ink = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true };
        using var muted = new SKPaint { Color = SKColor.Parse(Palette.Muted), IsAntialias = true };
        for (int i = 0; i < sorted.Length; i++)
        {
            PanelLabel label = sorted[i];
            float y = (float)centres[i];
            float x = Leader(canvas, label, area.Right, pixel(label.Value), y, fontSize);
            float baseline = y + fontSize * 0.36f;
            SKFont font = label.IsCurve ? bold : regular;
            SKPaint paint = label.IsCurve ? ink : muted;
            canvas.DrawLegible(label.Name, x, baseline, font, paint);
            canvas.DrawLegible(label.Number, x + font.MeasureText(label.Name) + fontSize * 0.45f, baseline, regular, paint);
        }
    }

    private static float Natural(IReadOnlyList<PanelLabel> labels, float fontSize)
    {
        using SKFont regular = PlotFont.Of(fontSize);
        using SKFont bold = PlotFont.Of(fontSize, bold: true);
        float widest = labels.Max(label => (label.IsCurve ? bold : regular).MeasureText(label.Name) + regular.MeasureText(label.Number));
        return widest + fontSize * 4.2f;
    }

    // Returns the start of the text.
    private static float Leader(SKCanvas canvas, PanelLabel label, float right, float from, float to, float fontSize)
    {
        using var path = new SKPath();
        path.MoveTo(right + 3, from);
        path.LineTo(right + fontSize * 1.5f, to);
        path.LineTo(right + fontSize * 2.3f, to);
        using var paint = new SKPaint
        {
            Color = SKColor.Parse(label.Hue),
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = label.IsCurve ? 2.6f : 1,
            StrokeJoin = SKStrokeJoin.Round,
        };
        canvas.DrawPath(path, paint);
        if (label.Shape is { } shape) Mark(canvas, shape, right + fontSize * 1.9f, to, fontSize * 0.3f, paint.Color);
        return right + fontSize * 2.7f;
    }

    private static void Mark(SKCanvas canvas, MarkerShape shape, float x, float y, float size, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true, Style = SKPaintStyle.Fill };
        (float X, float Y)[] corners = shape switch
        {
            MarkerShape.FilledTriangleUp => [(-1, 1), (0, -1), (1, 1)],
            MarkerShape.FilledTriangleDown => [(-1, -1), (0, 1), (1, -1)],
            MarkerShape.FilledDiamond => [(-1.2f, 0), (0, -1.2f), (1.2f, 0), (0, 1.2f)],
            _ => [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        };
        using var path = new SKPath();
        path.AddPoly([.. corners.Select(corner => new SKPoint(x + corner.X * size, y + corner.Y * size))]);
        if (shape == MarkerShape.OpenSquare) (paint.Style, paint.StrokeWidth) = (SKPaintStyle.Stroke, 1.6f);
        canvas.DrawPath(path, paint);
    }
}
