using System.Collections.Immutable;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Paths in a plane with axes.</summary>
internal sealed record PlanePanel
{
    /// <summary>The name above the panel.</summary>
    public required string Name { get; init; }

    /// <summary>A second line below the name.</summary>
    public required string Detail { get; init; }

    /// <summary>The quantity on the horizontal axis.</summary>
    public required string Horizontal { get; init; }

    /// <summary>The quantity on the vertical axis.</summary>
    public required string Vertical { get; init; }

    /// <summary>The paths.</summary>
    public required ImmutableArray<PlanePath> Paths { get; init; }

    /// <summary>The range of the horizontal axis.</summary>
    public required ValueRange X { get; init; }

    /// <summary>The range of the vertical axis.</summary>
    public required ValueRange Y { get; init; }

    /// <summary>Vertical lines at places with names.</summary>
    public ImmutableArray<(double At, string Name)> Lines { get; init; } = [];

    /// <summary>Draws the panel.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="area">The place of the panel, with its names and ticks.</param>
    /// <param name="unit">The text size.</param>
    /// <param name="isEqual">Whether a unit is as long on both axes.</param>
    public void Draw(SKCanvas canvas, SKRect area, float unit, bool isEqual)
    {
        using SKFont bold = PlotFont.Of(unit, bold: true), small = PlotFont.Of(unit * 0.85f);
        using var ink = Paint(Palette.Ink);
        using var muted = Paint(Palette.Muted);
        canvas.DrawLegible(Name, area.Left, area.Top, bold, ink);
        canvas.DrawLegible(Detail, area.Left, area.Top + unit * 1.3f, small, muted);
        canvas.DrawLegible(Vertical, area.Left, area.Top + unit * 3.1f, small, ink);
        var axes = new SKRect(area.Left + unit * 3.4f, area.Top + unit * 3.8f, area.Right - unit, area.Bottom - unit * 3.2f);
        var (x, y) = isEqual ? Equal(axes) : (X, Y);
        DrawAxes(canvas, axes, x, y, unit);
        float width = small.MeasureText(Horizontal);
        canvas.DrawLegible(Horizontal, axes.MidX - width / 2, axes.Bottom + unit * 2.6f, small, ink);
        canvas.Save();
        canvas.ClipRect(axes);
        foreach (var path in Paths) path.Draw(canvas, At);
        canvas.Restore();

        SKPoint At((double X, double Y) point) => new(
            axes.Left + (float)((point.X - x.Low) / x.Span) * axes.Width, axes.Bottom - (float)((point.Y - y.Low) / y.Span) * axes.Height);
    }

    private void DrawAxes(SKCanvas canvas, SKRect axes, ValueRange x, ValueRange y, float unit)
    {
        using SKFont small = PlotFont.Of(unit * 0.85f);
        using var ink = Paint(Palette.Ink);
        using var muted = Paint(Palette.Muted);
        using var grid = Paint(Palette.Grid, 1);
        using var frame = Paint(Palette.Ink, 1);
        foreach (var (at, text) in AxisTicks.Within(y, Math.Max(2, (int)(axes.Height / unit / 3))))
        {
            float level = axes.Bottom - (float)((at - y.Low) / y.Span) * axes.Height;
            canvas.DrawLine(axes.Left, level, axes.Right, level, grid);
            canvas.DrawLegible(text, axes.Left - unit * 0.5f - small.MeasureText(text), level + unit * 0.3f, small, ink);
        }

        foreach (var (at, text) in AxisTicks.Within(x, Math.Max(2, (int)(axes.Width / unit / 5))))
        {
            float place = axes.Left + (float)((at - x.Low) / x.Span) * axes.Width;
            canvas.DrawLine(place, axes.Bottom, place, axes.Bottom + unit * 0.3f, frame);
            canvas.DrawLegible(text, place - small.MeasureText(text) / 2, axes.Bottom + unit * 1.3f, small, ink);
        }

        foreach (var (at, text) in Lines.Where(line => x.Contains(line.At)))
        {
            float place = axes.Left + (float)((at - x.Low) / x.Span) * axes.Width;
            using var dashed = Paint(Palette.Muted, 1.3f);
            for (float top = axes.Top; top < axes.Bottom; top += 9)
                canvas.DrawLine(place, top, place, Math.Min(top + 5, axes.Bottom), dashed);
            canvas.DrawLegible(text, place - small.MeasureText(text) - unit * 0.3f, axes.Top + unit * 0.8f, small, muted);
        }

        canvas.DrawLine(axes.Left, axes.Top, axes.Left, axes.Bottom, frame);
        canvas.DrawLine(axes.Left, axes.Bottom, axes.Right, axes.Bottom, frame);
    }

    /// <summary>The ranges, one of them widened about its middle.</summary>
    private (ValueRange X, ValueRange Y) Equal(SKRect axes)
    {
        double scale = Math.Min(axes.Width / X.Span, axes.Height / Y.Span);
        return (Around(X, axes.Width / scale), Around(Y, axes.Height / scale));
    }

    private static ValueRange Around(ValueRange range, double span)
    {
        double middle = (range.Low + range.High) / 2;
        return new ValueRange(middle - span / 2, middle + span / 2);
    }

    private static SKPaint Paint(string colour, float? stroke = null) => new()
    {
        Color = SKColor.Parse(colour),
        IsAntialias = true,
        Style = stroke is null ? SKPaintStyle.Fill : SKPaintStyle.Stroke,
        StrokeWidth = stroke ?? 0,
    };
}
