using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Final objectives over the grid of a sweep of several settings: one heat map per method.</summary>
internal sealed class SweepGridFigure : IPicture
{
    private readonly SweepGrid _grid;
    private readonly ValueRange _range;

    private SweepGridFigure(string title, SweepGrid grid)
    {
        _grid = grid;
        var finals = grid.Panels.SelectMany(panel => panel.Variants.Values).Select(variant => Final(variant).Value);
        _range = ValueRange.Of(finals) ?? new ValueRange(0, 1);
        Title = PrintableText.Of($"{title}: final objective over {grid.Down} and {grid.Across}");
        Caption = PrintableText.Of(
            $"Objective J after the last round; rows: {grid.Down}, columns: {grid.Across}; the darker the higher, from "
            + $"{NumberText.Value(_range.Low)} to {NumberText.Value(_range.High)}. Intervals stand in the table.");
    }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string Caption { get; }

    /// <inheritdoc/>
    public string Description =>
        PrintableText.Of(string.Join(' ', _grid.Panels.Select(panel => $"{panel.Name}: {string.Join("; ", Cells(panel))}.")));

    /// <summary>The figure; null unless two settings have two values each.</summary>
    public static SweepGridFigure? Of(ExperimentResults results) =>
        SweepGrid.Of(results) is { } grid ? new SweepGridFigure(results.Title, grid) : null;

    /// <inheritdoc/>
    public FigureLayout Fit(FigureLayout layout) => Flow(layout).Fitted;

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, FigureLayout layout)
    {
        var flow = Flow(layout);
        flow.DrawTitle(canvas, Title, PrintableText.Of($"Rows: {_grid.Down}. Columns: {_grid.Across}. The darker the higher."));
        for (int i = 0; i < _grid.Panels.Length; i++) Draw(canvas, layout, _grid.Panels[i], flow.Corner(i));
    }

    private IEnumerable<string> Cells(SweepGridPanel panel) =>
        from down in _grid.Rows
        from across in _grid.Columns
        where panel.Variants.ContainsKey((down, across))
        select $"{down}, {across}: {NumberText.Centre(Final(panel.Variants[(down, across)]))}";

    private static Estimate Final(VariantResult variant) => variant.Final(run => run.Objective)!.Value;

    private float CellWidth(FigureLayout layout, float rowNames) =>
        Math.Clamp((layout.Width - layout.FontSize * 3 - rowNames) / _grid.Columns.Length, layout.FontSize * 1.5f, layout.FontSize * 5.2f);

    private float RowNames(FigureLayout layout)
    {
        using SKFont small = PlotFont.Of(layout.FontSize * 0.85f);
        return _grid.Rows.Max(value => small.MeasureText(PrintableText.Of(value))) + layout.FontSize;
    }

    private PanelFlow Flow(FigureLayout layout)
    {
        float unit = layout.FontSize, names = RowNames(layout);
        using SKFont bold = PlotFont.Of(unit, bold: true);
        float widest = Math.Min(layout.Width - unit * 3, _grid.Panels.Max(panel => bold.MeasureText(PrintableText.Of(panel.Name))));
        float width = Math.Max(names + CellWidth(layout, names) * _grid.Columns.Length, widest) + unit * 2.5f;
        return new PanelFlow(layout, _grid.Panels.Length, width, unit * (2f * _grid.Rows.Length + 5.2f));
    }

    private void Draw(SKCanvas canvas, FigureLayout layout, SweepGridPanel panel, SKPoint corner)
    {
        float unit = layout.FontSize, names = RowNames(layout), width = CellWidth(layout, names), height = unit * 2f;
        string name = PrintableText.Of(panel.Name);
        using SKFont bold = PlotFont.Fitting(name, layout.Width - unit * 3, unit, bold: true);
        using SKFont small = PlotFont.Of(unit * 0.85f);
        using var ink = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true };
        using var muted = new SKPaint { Color = SKColor.Parse(Palette.Muted), IsAntialias = true };
        canvas.DrawLegible(name, corner.X, corner.Y, bold, ink);
        float left = corner.X + names, top = corner.Y + unit * 2.2f;
        for (int column = 0; column < _grid.Columns.Length; column++)
        {
            float centre = left + (column + 0.5f) * width;
            HeatCell.Centred(canvas, PrintableText.Of(_grid.Columns[column]), centre, top - unit * 0.4f, small, muted, width);
        }

        for (int row = 0; row < _grid.Rows.Length; row++)
        {
            float y = top + row * height;
            string value = PrintableText.Of(_grid.Rows[row]);
            canvas.DrawLegible(value, left - small.MeasureText(value) - unit * 0.5f, y + height / 2 + unit * 0.3f, small, muted);
            for (int column = 0; column < _grid.Columns.Length; column++)
            {
                if (!panel.Variants.TryGetValue((_grid.Rows[row], _grid.Columns[column]), out var variant)) continue;
                var final = Final(variant);
                var place = SKRect.Create(left + column * width, y, width, height);
                HeatCell.Draw(canvas, place, Share(final.Value), NumberText.Centre(final), small);
            }
        }
    }

    // A failed point has the lightest shade.
    private float Share(double value) => !double.IsFinite(value) ? 0 : _range.Span > 0 ? (float)((value - _range.Low) / _range.Span) : 1;
}
