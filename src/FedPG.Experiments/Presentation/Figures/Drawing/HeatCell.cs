using System.Globalization;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Draws a probability as a shade, with its number if there is room.</summary>
internal static class HeatCell
{
    private const float Smallest = 0.005f;
    private const float Dark = 0.55f;

    // The page's dark mode does not replace these colours.
    private static readonly SKColor Light = SKColor.Parse("#F3F6FA");
    private static readonly SKColor Full = SKColor.Parse("#084A83");
    private static readonly SKColor OnLight = SKColor.Parse("#14202C");
    private static readonly SKColor OnDark = SKColor.Parse("#FEFEFE");
    private static readonly SKColor Hatch = SKColor.Parse("#A9B4C0");

    public static void Draw(SKCanvas canvas, SKRect cell, double probability, SKFont font)
    {
        float share = (float)Math.Clamp(probability, 0, 1);
        Draw(canvas, cell, share, share < Smallest ? "" : probability.ToString(".00", CultureInfo.InvariantCulture), font);
    }

    /// <summary>Draws a cell, with a text if there is room.</summary>
    public static void Draw(SKCanvas canvas, SKRect cell, float share, string text, SKFont font)
    {
        using var fill = new SKPaint { Color = Shade(share) };
        canvas.DrawRect(SKRect.Create(cell.Left, cell.Top, cell.Width - 1, cell.Height - 1), fill);
        if (text.Length == 0 || font.Size > cell.Height) return;
        using var ink = new SKPaint { Color = share < Dark ? OnLight : OnDark, IsAntialias = true };
        Centred(canvas, text, cell.MidX, cell.MidY + font.Size * 0.36f, font, ink, cell.Width);
    }

    /// <summary>Draws a cell that has no number: diagonal lines on paper.</summary>
    public static void DrawHatched(SKCanvas canvas, SKRect cell)
    {
        const float Apart = 6;
        using var line = new SKPaint { Color = Hatch, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        float width = cell.Width - 1, height = cell.Height - 1;
        for (float at = Apart / 2; at < width + height; at += Apart)
        {
            float left = Math.Max(0, at - height), right = Math.Min(at, width);
            canvas.DrawLine(cell.Left + left, cell.Top + at - left, cell.Left + right, cell.Top + at - right, line);
        }
    }

    /// <summary>Draws a text centred at a place if there is room.</summary>
    public static void Centred(SKCanvas canvas, string text, float x, float y, SKFont font, SKPaint paint, float room)
    {
        float width = font.MeasureText(text);
        if (width <= room - 4) canvas.DrawLegible(text, x - width / 2, y, font, paint);
    }

    /// <summary>The shade of a probability: light for 0, dark for 1.</summary>
    internal static SKColor Shade(float share) => new(
        Between(Light.Red, Full.Red, share), Between(Light.Green, Full.Green, share), Between(Light.Blue, Full.Blue, share));

    private static byte Between(byte light, byte full, float share) => (byte)Math.Round(light + (full - light) * share);
}
