using FedPG.Experiments.Presentation.Figures.Drawing;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Draws the mark of a cell: a tint, and a word in the corner.</summary>
internal static class GridMark
{
    private static readonly SKColor Text = SKColor.Parse("#3A4148");

    public static void Draw(SKCanvas canvas, SKRect cell, string mark, float fontSize)
    {
        using var ground = new SKPaint { Color = SKColor.Parse(Tint(mark)) };
        canvas.DrawRect(cell, ground);
        using SKFont font = PlotFont.Of(Math.Min(fontSize, cell.Height * 0.3f));
        using var ink = new SKPaint { Color = Text, IsAntialias = true };
        if (font.MeasureText(mark) < cell.Width - 6) canvas.DrawLegible(mark, cell.Left + 4, cell.Top + font.Size + 1, font, ink);
    }

    private static string Tint(string mark) => mark switch
    {
        "cliff" => "#F6D5C6",
        "start" => "#E3E7EB",
        "fork" => "#FBEFC9",
        _ => "#CDEBDD",
    };
}
