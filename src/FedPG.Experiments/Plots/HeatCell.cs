using System.Globalization;
using SkiaSharp;

namespace FedPG.Experiments.Plots;

/// <summary>A probability as a shade, with its number where there is room.</summary>
internal static class HeatCell
{
    private const float Smallest = 0.005f;
    private const float Dark = 0.55f;

    // Neither is a colour that the page's dark mode replaces: the cells keep theirs there.
    private static readonly SKColor Light = SKColor.Parse("#F3F6FA");
    private static readonly SKColor Full = SKColor.Parse("#084A83");
    private static readonly SKColor OnLight = SKColor.Parse("#14202C");
    private static readonly SKColor OnDark = SKColor.Parse("#FEFEFE");

    public static void Draw(SKCanvas canvas, SKRect cell, double probability, SKFont font)
    {
        float share = (float)Math.Clamp(probability, 0, 1);
        using var fill = new SKPaint { Color = Shade(share) };
        canvas.DrawRect(SKRect.Create(cell.Left, cell.Top, cell.Width - 1, cell.Height - 1), fill);
        if (share < Smallest) return;
        string text = probability.ToString(".00", CultureInfo.InvariantCulture);
        float width = font.MeasureText(text);
        if (width > cell.Width - 4 || font.Size > cell.Height) return;
        using var ink = new SKPaint { Color = share < Dark ? OnLight : OnDark, IsAntialias = true };
        canvas.DrawText(text, cell.MidX - width / 2, cell.MidY + font.Size * 0.36f, font, ink);
    }

    /// <summary>The shade of a probability: light for 0, dark for 1.</summary>
    internal static SKColor Shade(float share) => new(Between(Light.Red, Full.Red, share), Between(Light.Green, Full.Green, share), Between(Light.Blue, Full.Blue, share));

    private static byte Between(byte light, byte full, float share) => (byte)Math.Round(light + (full - light) * share);
}
