using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>A path in a plane.</summary>
/// <param name="Pieces">The points, in pieces that are not joined.</param>
/// <param name="Colour">The colour.</param>
/// <param name="Width">The width of the line.</param>
/// <param name="Opacity">From 0 to 1.</param>
/// <param name="End">What marks the last point; the first one has a ring unless this is <see cref="PathEnd.None"/>.</param>
internal sealed record PlanePath((double X, double Y)[][] Pieces, string Colour, float Width, double Opacity, PathEnd End)
{
    /// <summary>Draws the path.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="at">The place of a point.</param>
    public void Draw(SKCanvas canvas, Func<(double X, double Y), SKPoint> at)
    {
        var colour = SKColor.Parse(Colour).WithAlpha((byte)Math.Round(255 * Opacity));
        using var line = new SKPaint
        {
            Color = colour,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = Width,
            StrokeJoin = SKStrokeJoin.Round,
            StrokeCap = SKStrokeCap.Round,
        };
        using var path = new SKPath();
        foreach (var piece in Pieces.Where(piece => piece.Length > 0))
        {
            path.MoveTo(at(piece[0]));
            foreach (var point in piece.AsSpan(1)) path.LineTo(at(point));
        }

        canvas.DrawPath(path, line);
        if (End == PathEnd.None) return;
        using var mark = new SKPaint { Color = SKColor.Parse(Colour), IsAntialias = true };
        using var ring = new SKPaint
        {
            Color = SKColor.Parse(Colour),
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 1.6f,
        };
        SKPoint first = at(Pieces[0][0]), last = at(Pieces[^1][^1]);
        canvas.DrawCircle(first, 4, ring);
        if (End == PathEnd.Dot) canvas.DrawCircle(last, 4, mark);
        else
        {
            canvas.DrawLine(last.X - 5, last.Y - 5, last.X + 5, last.Y + 5, ring);
            canvas.DrawLine(last.X - 5, last.Y + 5, last.X + 5, last.Y - 5, ring);
        }
    }
}

/// <summary>What marks the last point of a path.</summary>
internal enum PathEnd
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A dot.</summary>
    Dot,

    /// <summary>A cross: the environment ended the trajectory.</summary>
    Cross,
}
