using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>The learned policies as heat maps of states and actions, one panel per phase.</summary>
internal sealed class PolicyFigure : IPicture
{
    private const int MostRows = 32;
    private const int MostColumns = 32;

    private readonly ImmutableArray<PolicyPanel> _panels;
    private readonly int _states;
    private readonly int _actions;

    private PolicyFigure(string title, ImmutableArray<PolicyPanel> panels, int leftOut)
    {
        _panels = panels;
        (_states, _actions) = (panels.Max(panel => panel.Table.States), panels.Max(panel => panel.Table.Actions));
        Title = PrintableText.Of($"{title}: learned policies");
        Caption = "Final policy π(a|s) of the run whose final objective is nearest to its variant's estimate: one row per state, one "
            + "column per action, the darker the more probable."
            + (IsPartial ? " Hatched: the state does not offer the action." : "")
            + (_states > MostRows ? $" A row is the mean of {Group(_states, MostRows)} states." : "")
            + (_actions > MostColumns ? $" A column is the sum of {Group(_actions, MostColumns)} actions." : "")
            + (leftOut > 0 ? $" {leftOut} more are not shown; every run's policy is in its policy.json." : "");
    }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string Caption { get; }

    /// <inheritdoc/>
    public string Description => string.Join(" ", _panels.Select(panel => panel.Description()));

    private bool IsPartial => _panels.Any(panel => !panel.Table.OffersAll);

    private int Rows => Math.Min(_states, (_states - 1) / Group(_states, MostRows) + 1);

    private int Columns => Math.Min(_actions, (_actions - 1) / Group(_actions, MostColumns) + 1);

    /// <summary>The figure; null if no run has a common policy.</summary>
    public static PolicyFigure? Of(ExperimentResults results)
    {
        var (panels, leftOut) = PolicyPanel.Of(results, onGrid: false);
        return panels.Length == 0 ? null : new PolicyFigure(results.Title, panels, leftOut);
    }

    /// <inheritdoc/>
    public FigureLayout Fit(FigureLayout layout) => Flow(layout).Fitted;

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas, FigureLayout layout)
    {
        var flow = Flow(layout);
        string hatched = IsPartial ? " Hatched: not offered." : "";
        flow.DrawTitle(canvas, Title, $"Probability of each action (columns) in each state (rows).{hatched}");
        for (int i = 0; i < _panels.Length; i++) Draw(canvas, layout, _panels[i], flow.Corner(i));
    }

    private static int Group(int count, int most) => (count + most - 1) / most;

    private SKSize Cell(FigureLayout layout)
    {
        float unit = layout.FontSize;
        return new SKSize(
            Math.Clamp((layout.Width - unit * 8) / Columns, unit * 0.5f, unit * 2.9f),
            Math.Clamp(unit * 24 / Rows, unit * 0.6f, unit * 1.75f));
    }

    /// <summary>The width of the names left of the rows.</summary>
    private float RowNames(FigureLayout layout)
    {
        using SKFont small = PlotFont.Of(layout.FontSize * 0.8f);
        var named = _panels.Where(_ => Group(_states, MostRows) == 1).SelectMany(panel => panel.Table.StateNames);
        float widest = named.Select(name => small.MeasureText(PrintableText.Of(name))).DefaultIfEmpty().Max();
        return Math.Clamp(widest + layout.FontSize * 0.6f, layout.FontSize * 2.2f, layout.Width * 0.3f);
    }

    private PanelFlow Flow(FigureLayout layout)
    {
        float unit = layout.FontSize;
        SKSize cell = Cell(layout);
        using SKFont font = PlotFont.Of(unit, bold: true);
        float widest = _panels.Max(panel => font.MeasureText(Name(panel, layout)));
        float width = Math.Max(cell.Width * Columns + RowNames(layout), widest) + unit * 2.2f;
        return new PanelFlow(layout, _panels.Length, width, cell.Height * Rows + unit * 5.8f);
    }

    private static string Name(PolicyPanel panel, FigureLayout layout) => CurveNames.Abbreviated(panel.Name, layout.LongestName);

    private void Draw(SKCanvas canvas, FigureLayout layout, PolicyPanel panel, SKPoint corner)
    {
        float unit = layout.FontSize;
        SKSize cell = Cell(layout);
        using SKFont bold = PlotFont.Of(unit, bold: true);
        using SKFont small = PlotFont.Of(unit * 0.8f);
        using var ink = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true };
        using var muted = new SKPaint { Color = SKColor.Parse(Palette.Muted), IsAntialias = true };
        canvas.DrawLegible(Name(panel, layout), corner.X, corner.Y, bold, ink);
        canvas.DrawLegible(panel.Detail, corner.X, corner.Y + unit * 1.3f, small, muted);
        float names = RowNames(layout), left = corner.X + names, top = corner.Y + unit * 3.1f;
        int states = Group(_states, MostRows), actions = Group(_actions, MostColumns);
        for (int column = 0; column < Columns && column * actions < panel.Table.Actions; column++)
        {
            string action = actions == 1 ? panel.Table.NameOfAction(column) : Text(column * actions);
            if (Columns <= 16) Centred(canvas, action, left + (column + 0.5f) * cell.Width, top - unit * 0.35f, small, muted);
        }

        for (int row = 0; row < Rows && row * states < panel.Table.States; row++)
        {
            float y = top + row * cell.Height;
            string state = states == 1 ? panel.Table.NameOfState(row) : Text(row * states);
            if (cell.Height >= unit * 0.8f)
                Centred(canvas, state, corner.X + (names - unit * 0.2f) / 2, y + cell.Height / 2 + unit * 0.3f, small, muted);
            for (int column = 0; column < Columns && column * actions < panel.Table.Actions; column++)
            {
                double? probability = panel.Probability(row * states, states, column * actions, actions);
                var place = new SKRect(left + column * cell.Width, y, left + (column + 1) * cell.Width, y + cell.Height);
                if (probability is { } known) HeatCell.Draw(canvas, place, known, small);
                else HeatCell.DrawHatched(canvas, place);
            }
        }
    }

    private static void Centred(SKCanvas canvas, string text, float x, float y, SKFont font, SKPaint paint) =>
        canvas.DrawLegible(text, x - font.MeasureText(text) / 2, y, font, paint);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
