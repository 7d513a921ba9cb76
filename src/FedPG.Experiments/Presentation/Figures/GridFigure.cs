using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>The learned policies on their grids: one arrow per action or, if actions have no direction, per transition.</summary>
internal sealed class GridFigure : IPicture
{
    private const int MostCells = 400;

    private readonly ImmutableArray<PolicyPanel> _panels;
    private readonly int _rows;
    private readonly int _columns;

    private GridFigure(string title, ImmutableArray<PolicyPanel> panels, int leftOut)
    {
        _panels = panels;
        (_rows, _columns) = (panels.Max(panel => panel.Map!.Rows), panels.Max(panel => panel.Map!.Columns));
        bool hasDirections = panels.All(panel => panel.Map!.Directions.Length > 0);
        Title = PrintableText.Of($"{title}: learned policies on the grid");
        Caption = (hasDirections
            ? "Final policies of the same runs: in each cell an arrow for every action, the longer and darker the more probable; under 2 % "
                + "none."
            : "Final policies of the same runs: arrows to the next states, the wider and darker the more probable, as a mean over the "
                + "types of environments; staying has none.")
            + (hasDirections ? " Dark cells are walls." : "") + (leftOut > 0 ? $" {leftOut} more are not shown." : "");
    }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string Caption { get; }

    /// <inheritdoc/>
    public string Description => string.Join(" ", _panels.Select(panel => panel.Description()));

    /// <summary>The figure; null if no environment has a grid that is small enough to be seen.</summary>
    public static GridFigure? Of(ExperimentResults results)
    {
        var (panels, leftOut) = PolicyPanel.Of(results, onGrid: true);
        panels = panels.RemoveAll(panel => panel.Map!.Rows * panel.Map.Columns > MostCells);
        return panels.Length == 0 ? null : new GridFigure(results.Title, panels, leftOut);
    }

    /// <inheritdoc/>
    public FigureLayout Fit(FigureLayout layout) => Flow(layout).Fitted;

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, FigureLayout layout)
    {
        var flow = Flow(layout);
        string subtitle = _panels[0].Map!.Directions.Length > 0
            ? "Arrows: the longer and darker, the more probable the action."
            : "Arrows: the wider and darker, the more probable the transition.";
        flow.DrawTitle(canvas, Title, subtitle);
        for (int i = 0; i < _panels.Length; i++) Draw(canvas, layout, _panels[i], flow.Corner(i), CellSize(layout));
    }

    private float CellSize(FigureLayout layout) =>
        Math.Clamp((layout.Width - layout.FontSize * 3) / _columns, layout.FontSize, layout.FontSize * 5);

    private PanelFlow Flow(FigureLayout layout)
    {
        float unit = layout.FontSize, cell = CellSize(layout);
        using SKFont font = PlotFont.Of(unit, bold: true);
        float widest = _panels.Max(panel => font.MeasureText(CurveNames.Abbreviated(panel.Name, layout.LongestName)));
        return new PanelFlow(layout, _panels.Length, Math.Max(cell * _columns, widest) + unit * 2.2f, cell * _rows + unit * 4.2f);
    }

    private static void Draw(SKCanvas canvas, FigureLayout layout, PolicyPanel panel, SKPoint corner, float cell)
    {
        float unit = layout.FontSize;
        GridMap map = panel.Map!;
        using SKFont bold = PlotFont.Of(unit, bold: true);
        using SKFont small = PlotFont.Of(unit * 0.8f);
        using var ink = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true };
        using var muted = new SKPaint { Color = SKColor.Parse(Palette.Muted), IsAntialias = true };
        canvas.DrawLegible(CurveNames.Abbreviated(panel.Name, layout.LongestName), corner.X, corner.Y, bold, ink);
        canvas.DrawLegible(panel.Detail, corner.X, corner.Y + unit * 1.3f, small, muted);
        var origin = new SKPoint(corner.X, corner.Y + unit * 1.9f);
        using var wall = new SKPaint { Color = SKColor.Parse(Palette.Wall) };
        using var free = new SKPaint { Color = SKColor.Parse(Palette.Cell) };

        // Only grids whose actions have directions have walls between their cells.
        if (map.Directions.Length > 0)
            canvas.DrawRect(SKRect.Create(origin.X - 2, origin.Y - 2, cell * map.Columns + 2, cell * map.Rows + 2), wall);
        foreach (var place in map.Cells)
        {
            if (map.Directions.Length == 0) canvas.DrawRect(SKRect.Inflate(At(place), 2, 2), wall);
            canvas.DrawRect(At(place), free);
        }

        foreach (var (state, mark) in map.Marks) GridMark.Draw(canvas, At(map.Cells[state]), mark, layout.FontSize * 0.75f);
        for (int state = 0; state < map.Cells.Length; state++)
        {
            if (map.Directions.Length > 0) GridArrows.OfActions(canvas, At(map.Cells[state]), panel, state);
            else GridArrows.OfTransitions(canvas, At, panel, state);
        }

        SKRect At((int Row, int Column) place) =>
            SKRect.Create(origin.X + place.Column * cell, origin.Y + place.Row * cell, cell - 2, cell - 2);
    }
}
