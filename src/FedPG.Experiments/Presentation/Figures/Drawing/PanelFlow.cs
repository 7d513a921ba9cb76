using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Small panels of one size, side by side and, where the width ends, in the next line.</summary>
internal sealed class PanelFlow
{
    private readonly FigureLayout _layout;
    private readonly float _width;
    private readonly float _height;
    private readonly int _columns;
    private readonly int _count;

    /// <summary>Arranges panels.</summary>
    /// <param name="layout">Gives the width and the text size.</param>
    /// <param name="count">How many.</param>
    /// <param name="width">A panel's width with its distance to the next.</param>
    /// <param name="height">Its height with its distance to the next.</param>
    public PanelFlow(FigureLayout layout, int count, float width, float height)
    {
        (_layout, _count, _width, _height) = (layout, count, width, height);
        _columns = Math.Clamp((int)((layout.Width - 2 * Margin) / width), 1, Math.Max(1, count));
    }

    /// <summary>The layout, as high as the panels need.</summary>
    public FigureLayout Fitted => _layout with { Height = (int)Math.Ceiling(Top + _height * ((_count + _columns - 1) / _columns) + _layout.FontSize) };

    private float Margin => _layout.FontSize * 1.4f;

    private float Top => _layout.FontSize * 6f;

    /// <summary>The upper left corner of a panel.</summary>
    public SKPoint Corner(int panel) => new(Margin + panel % _columns * _width, Top + panel / _columns * _height);

    /// <summary>Writes title and subtitle above the panels.</summary>
    public void DrawTitle(SKCanvas canvas, string title, string subtitle)
    {
        float unit = _layout.FontSize;
        canvas.Clear(SKColor.Parse(Palette.Paper));
        using SKFont large = PlotFont.Fitting(title, _layout.Width - 2 * Margin, unit * 1.35f, bold: true);
        using SKFont small = PlotFont.Fitting(subtitle, _layout.Width - 2 * Margin, unit * 0.95f);
        using var ink = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true };
        using var muted = new SKPaint { Color = SKColor.Parse(Palette.Muted), IsAntialias = true };
        canvas.DrawText(title, Margin, unit * 2.3f, large, ink);
        canvas.DrawText(subtitle, Margin, unit * 3.9f, small, muted);
    }
}
