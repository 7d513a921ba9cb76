using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Prepares a panel of an answer's figure: takes logarithms, leaves out points that have none, and chooses ticks.</summary>
/// <param name="Panel">The panel to draw.</param>
internal sealed record ChartAxes(Panel Panel)
{
    public static ChartAxes Of(ChartPanel panel, FigureLayout layout, bool isNamed)
    {
        ImmutableArray<FigureCurve> curves = [.. panel.Series.Select((series, i) => Curve(panel, series, i)).OfType<FigureCurve>()];
        FigureReference[] lines =
        [
            .. panel.References
                .Select(line => new FigureReference(PrintableText.Of(line.Name), Scaled(line.Value, panel.IsValueLogarithmic)))
                .Where(line => double.IsFinite(line.Value)),
        ];
        var places = ValueRange.Of(curves.SelectMany(curve => curve.At)) ?? new ValueRange(0, 1);
        if (places.Span == 0) places = new ValueRange(places.Low - 0.5, places.High + 0.5);
        var drawn = curves.SelectMany(curve => curve.Low.Concat(curve.High)).Concat(lines.Select(line => line.Value));
        var values = (ValueRange.Of(drawn) ?? new ValueRange(0, 1)).Padded(0.05);
        string[] names = CurveNames.Fitted([.. curves.Select(curve => curve.Name)], layout.LongestName);
        return new ChartAxes(new Panel
        {
            Caption = PrintableText.Of(panel.IsValueLogarithmic ? $"{panel.Quantity} (logarithmic)" : panel.Quantity),
            Content = new FigureContent
            {
                Title = "",
                Subtitle = "",
                Caption = "",
                Quantity = panel.Quantity,
                Against = PrintableText.Of(panel.IsPlaceLogarithmic ? $"{panel.Against} (logarithmic)" : panel.Against),
                Curves = curves,
                Ticks = PlaceTicks(panel, places),
                ValueTicks = panel.IsValueLogarithmic ? DecadeTicks.Within(values.Low, values.High, NumberText.ThreeDigits) : [],
                AreMarked = true,
            },
            MostLabels = layout.MostLabels,
            Values = values,
            Places = places,
            References = lines,
            Labels =
            [
                .. lines.Where(line => line.Name.Length > 0)
                    .Select(line => new PanelLabel(line.Name, line.Value, "", Palette.Muted, Shape: null, IsCurve: false)),
                .. isNamed
                    ? curves.Select((curve, i) => PanelLabel.Of(curve, names[i], ""))
                    : [],
            ],
        });
    }

    private static double Scaled(double value, bool isLogarithmic) => !isLogarithmic ? value : value > 0 ? Math.Log10(value) : double.NaN;

    private static FigureCurve? Curve(ChartPanel panel, ChartSeries series, int index)
    {
        var points = series.Points
            .Select(point => (
                At: Scaled(point.At, panel.IsPlaceLogarithmic),
                Value: Scale(point.Value), Low: Scale(point.Low), High: Scale(point.High)))
            .Where(point => double.IsFinite(point.At) && double.IsFinite(point.Value)).ToArray();
        if (points.Length == 0) return null;

        // An end of an interval at 0 or infinity cannot be drawn on the axis: the interval then ends at the value.
        return new FigureCurve(
            PrintableText.Of(series.Name),
            series.Hue ?? index,
            Array.ConvertAll(points, point => point.At),
            Array.ConvertAll(points, point => point.Value),
            Array.ConvertAll(points, point => double.IsFinite(point.Low) ? point.Low : point.Value),
            Array.ConvertAll(points, point => double.IsFinite(point.High) ? point.High : point.Value),
            Seeds: 1,
            points.Any(point => point.Low < point.High) ? Spread.Interval : Spread.None)
        {
            IsMarked = series.Style != ChartStyle.Line,
            HasLine = series.Style != ChartStyle.Marks,
        };

        double Scale(double value) => Scaled(value, panel.IsValueLogarithmic);
    }

    private static ImmutableArray<(double At, string Text)> PlaceTicks(ChartPanel panel, ValueRange places)
    {
        var given = panel.Ticks.Select(tick => (At: Scaled(tick.At, panel.IsPlaceLogarithmic), tick.Text))
            .Where(tick => double.IsFinite(tick.At)).ToImmutableArray();
        if (given.Length > 0) return given;
        return panel.IsPlaceLogarithmic ? DecadeTicks.Within(places.Low, places.High, NumberText.ThreeDigits) : [];
    }
}
