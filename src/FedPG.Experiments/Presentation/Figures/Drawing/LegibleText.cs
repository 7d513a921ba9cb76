using System.Text;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Text in a figure. Names and questions come from the user and may have characters that the plot's font lacks.</summary>
internal static class LegibleText
{
    /// <summary>Draws a line of text; its lower left corner is at (x, y).</summary>
    public static void DrawLegible(this SKCanvas canvas, string text, float x, float y, SKFont font, SKPaint paint) =>
        canvas.DrawText(Of(text), x, y, font, paint);

    /// <summary>
    /// The text with a question mark for each character that the font lacks: Skia would draw an empty box, and leave the character out of
    /// an SVG drawing. Another font of the machine would make figures differ between machines.
    /// </summary>
    public static string Of(string text)
    {
        using SKFont font = PlotFont.Of(size: 1);
        if (font.ContainsGlyphs(text)) return text;
        var legible = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (font.ContainsGlyph(rune.Value)) legible.Append(rune);
            else legible.Append('?');
        }

        return legible.ToString();
    }
}
