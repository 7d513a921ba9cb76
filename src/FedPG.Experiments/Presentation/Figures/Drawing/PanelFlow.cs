using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Arranges small panels of one size in rows.</summary>
internal sealed class PanelFlow
{
    private readonly FigureLayout _layout;
    private readonly float _width;
    private readonly float _height;
    private readonly int _columns;
    private readonly int _count;

    /// <summary>Arranges panels.</summary>
    /// <param name="layout">The layout, which gives the width and the text size.</param>
    /// <param name="count">The number of panels.</param>
    /// <param name="width">The width of a panel, with the distance to the next one.</param>
    /// <param name="height">The height of a panel, with the distance to the next one.</param>
    public PanelFlow(FigureLayout layout, int count, float width, float height)
    {
        (_layout, _count, _width, _height) = (layout, count, width, height);
        _columns = Math.Clamp((int)((layout.Width - 2 * Margin) / width), 1, Math.Max(1, count));
    }

    /// <summary>The layout with the height of the panels.</summary>
    public FigureLayout Fitted
    {
        get
        {
            int rows = (_count + _columns - 1) / _columns;
            return _layout with { Height = (int)Math.Ceiling(Top + _height * rows + _layout.FontSize) };
        }
    }

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
        canvas.DrawLegible(title, Margin, unit * 2.3f, large, ink);
        canvas.DrawLegible(subtitle, Margin, unit * 3.9f, small, muted);
    }
}
