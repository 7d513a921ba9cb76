using FedPG.Experiments.Presentation.Figures.Drawing;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Draws the arrows of a state.</summary>
internal static class GridArrows
{
    private const double Smallest = 0.02;

    /// <summary>Draws an arrow from the cell's centre for each action; its length is the probability.</summary>
    public static void OfActions(SKCanvas canvas, SKRect cell, PolicyPanel panel, int state)
    {
        var directions = panel.Map!.Directions;
        for (int action = 0; action < directions.Length; action++)
        {
            double probability = panel.Table.Of(panel.Phase, state, action);
            if (!(probability >= Smallest)) continue;
            float length = cell.Width * (0.1f + 0.34f * (float)probability);
            var (row, column) = directions[action];
            var centre = new SKPoint(cell.MidX, cell.MidY);
            Arrow(canvas, centre, new SKPoint(centre.X + column * length, centre.Y + row * length), probability, cell.Width);
        }
    }

    /// <summary>Draws an arrow to each possible next state; its width is the mean probability over the types.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="at">Gives the rectangle of a cell.</param>
    /// <param name="panel">The policy.</param>
    /// <param name="state">The state.</param>
    public static void OfTransitions(SKCanvas canvas, Func<(int Row, int Column), SKRect> at, PolicyPanel panel, int state)
    {
        SKRect from = at(panel.Map!.Cells[state]);
        for (int next = 0; next < panel.Table.States; next++)
        {
            double probability = next == state ? 0 : Reaching(panel, state, next);
            if (!(probability >= Smallest)) continue;
            SKRect to = at(panel.Map.Cells[next]);
            var way = new SKPoint(to.MidX - from.MidX, to.MidY - from.MidY);
            float distance = MathF.Sqrt(way.X * way.X + way.Y * way.Y);
            var (x, y) = (way.X / distance, way.Y / distance);

            // Arrows in opposite directions are drawn side by side, longer ones further out.
            float aside = from.Width * (0.1f + 0.13f * (distance / from.Width - 1));
            var shift = new SKPoint(-y * aside, x * aside);
            float gap = from.Width * 0.3f;
            Arrow(
                canvas,
                new SKPoint(from.MidX + x * gap + shift.X, from.MidY + y * gap + shift.Y),
                new SKPoint(to.MidX - x * gap + shift.X, to.MidY - y * gap + shift.Y),
                probability,
                from.Width);
        }
    }

    private static double Reaching(PolicyPanel panel, int state, int next)
    {
        var (types, table) = (panel.Environments.Types, panel.Table);
        double sum = 0;
        foreach (var type in types)
        {
            for (int action = 0; action < table.Actions; action++)
                sum += table.Of(panel.Phase, state, action) * type.Successors(state, action)[next];
        }

        return sum / types.Length;
    }

    private static void Arrow(SKCanvas canvas, SKPoint from, SKPoint to, double probability, float cell)
    {
        float width = cell * (0.02f + 0.05f * (float)probability), head = width * 1.5f + cell * 0.045f;
        float length = SKPoint.Distance(from, to);
        var (x, y) = ((to.X - from.X) / length, (to.Y - from.Y) / length);
        using var paint = new SKPaint
        {
            Color = HeatCell.Shade(0.35f + 0.65f * (float)probability),
            IsAntialias = true,
            Style = SKPaintStyle.Fill,
        };
        using var path = new SKPath();
        var neck = new SKPoint(to.X - x * Math.Min(head, length), to.Y - y * Math.Min(head, length));
        path.MoveTo(from.X - y * width / 2, from.Y + x * width / 2);
        path.LineTo(neck.X - y * width / 2, neck.Y + x * width / 2);
        path.LineTo(neck.X - y * head * 0.62f, neck.Y + x * head * 0.62f);
        path.LineTo(to);
        path.LineTo(neck.X + y * head * 0.62f, neck.Y - x * head * 0.62f);
        path.LineTo(neck.X + y * width / 2, neck.Y - x * width / 2);
        path.LineTo(from.X + y * width / 2, from.Y - x * width / 2);
        path.Close();
        canvas.DrawPath(path, paint);
    }
}
