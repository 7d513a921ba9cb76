using System.Collections.Immutable;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Panels of paths in a plane.</summary>
internal sealed record PlaneFigure : IPicture
{
    /// <inheritdoc/>
    public required string Title { get; init; }

    /// <summary>A line below the title.</summary>
    public required string Subtitle { get; init; }

    /// <inheritdoc/>
    public required string Caption { get; init; }

    /// <inheritdoc/>
    public required string Description { get; init; }

    /// <summary>The panels, at least one.</summary>
    public required ImmutableArray<PlanePanel> Panels { get; init; }

    /// <summary>Whether a unit is as long on both axes.</summary>
    public bool IsEqual { get; init; }

    /// <summary>The height of a panel in units of the text size.</summary>
    public float Height { get; init; } = 25;

    /// <inheritdoc/>
    public FigureLayout Fit(FigureLayout layout) => Flow(layout).Fitted;

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, FigureLayout layout)
    {
        var flow = Flow(layout);
        flow.DrawTitle(canvas, Title, Subtitle);
        float unit = layout.FontSize;
        for (int i = 0; i < Panels.Length; i++)
        {
            SKPoint corner = flow.Corner(i);
            var area = SKRect.Create(corner.X, corner.Y + unit, Width(layout) - unit * 1.5f, unit * (Height - 2));
            var panel = Panels[i] with { Name = CurveNames.Abbreviated(Panels[i].Name, layout.LongestName * 3 / 2) };
            panel.Draw(canvas, area, unit, IsEqual);
        }
    }

    private PanelFlow Flow(FigureLayout layout) => new(layout, Panels.Length, Width(layout), layout.FontSize * Height);

    private float Width(FigureLayout layout)
    {
        int columns = layout.Stacked ? 1 : Math.Min(Panels.Length, IsEqual ? 2 : 3);
        float all = layout.Width - layout.FontSize * 2.8f;
        return Math.Min(all / columns, layout.FontSize * 58) - 0.01f;
    }
}
