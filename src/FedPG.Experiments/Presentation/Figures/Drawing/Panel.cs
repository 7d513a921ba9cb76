using System.Globalization;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>A pair of axes with curves and reference lines, and with labels on the right.</summary>
internal sealed record Panel
{
    // Enough points for any printed width; many curves share what a page can carry.
    private const int MostBuckets = 150;
    private const int MarksOfCurve = 9;
    private const int FewestBuckets = 20;
    private const int BucketsOfAll = 1_000;

    /// <summary>The text above the axes.</summary>
    public required string Caption { get; init; }

    /// <summary>The content of the figure.</summary>
    public required FigureContent Content { get; init; }

    /// <summary>The range of the vertical axis.</summary>
    public required ValueRange Values { get; init; }

    /// <summary>The range of the horizontal axis, from the first point to the last.</summary>
    public required ValueRange Places { get; init; }

    public required IReadOnlyList<FigureReference> References { get; init; }

    public required IReadOnlyList<PanelLabel> Labels { get; init; }

    /// <summary>The maximum number of points of a curve, as a fraction of that of the largest picture.</summary>
    public double Detail { get; init; } = 1;

    /// <summary>The maximum width of the labels.</summary>
    public required float MostLabels { get; init; }

    /// <summary>The shaded part of <see cref="Values"/>.</summary>
    public ValueRange? Shaded { get; init; }

    /// <summary>Draws the panel: the axes in <paramref name="area"/>, ticks and titles outside.</summary>
    public void Draw(SKCanvas canvas, PixelRect area, float fontSize)
    {
        using Plot plot = Axes(fontSize);
        if (Shaded is { } part)
        {
            var span = plot.Add.VerticalSpan(part.Low, part.High, Color.FromHex(Palette.Shade));
            span.LineStyle.Width = 0;
        }

        foreach (FigureCurve curve in Content.Curves.Where(curve => curve.Spread != Spread.None)) Interval(plot, curve);
        foreach (FigureCurve curve in Content.Curves) Line(plot, curve);
        foreach (FigureCurve curve in Content.Curves) Failures(plot, curve);

        // Above the curves, since a curve must not hide its reference value.
        foreach (FigureReference reference in References)
            plot.Add.HorizontalLine(reference.Value, 1.3f, Color.FromHex(Palette.Muted), LinePattern.Dashed);
        ValueRange places = Content.AreMarked ? Places.Padded(0.03) : Places;
        plot.Axes.SetLimits(places.Low, places.High, Values.Low, Values.High);
        plot.Layout.Fixed(area);
        var around = new PixelRect(area.Left - 200, area.Right + 200, area.Bottom + 200, area.Top - 200);
        plot.RenderManager.ClearCanvasBeforeEachRender = false;

        // The first rendering settles the layout by drawing twice.
        using (var nowhere = new SKNoDrawCanvas(1, 1)) plot.Render(nowhere, around);
        plot.Render(canvas, around);

        using var bold = PlotFont.Of(fontSize, bold: true);
        using var ink = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true };
        canvas.DrawLegible(Caption, area.Left, area.Top - fontSize * 0.7f, bold, ink);
        PanelLabels.Draw(canvas, area, Labels, Pixel, fontSize, LabelWidth(fontSize));

        float Pixel(double value) => (float)(area.Bottom - (value - Values.Low) / Values.Span * area.Height);
    }

    /// <summary>The width of the labels.</summary>
    public float LabelWidth(float fontSize) => PanelLabels.Width(Labels, fontSize, MostLabels);

    private Plot Axes(float fontSize)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(Color.FromHex(Palette.Ink));
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Color.FromHex(Palette.Grid);
        plot.Grid.XAxisStyle.IsVisible = false;
        foreach (IAxis axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.TickLabelStyle.FontName = PlotFont.Family;
            axis.TickLabelStyle.FontSize = fontSize * 0.88f;
            axis.MinorTickStyle.Length = 0;
            axis.Label.FontName = PlotFont.Family;
            axis.Label.FontSize = fontSize;
            axis.Label.Bold = false;
        }

        plot.Axes.Bottom.TickGenerator = Content.Ticks.Length > 0 ? Ticks(Content.Ticks) : new NumericAutomatic
        {
            LabelFormatter = value => value.ToString("#,0.###", CultureInfo.InvariantCulture),
            MinimumTickSpacing = fontSize * 5,
        };
        string decimals = $"F{Math.Clamp((int)Math.Ceiling(-Math.Log10(Values.Span / 8)), 0, 9)}";
        var ticks = Content.IsLogarithmic ? DecadeTicks.Within(Values.Low, Values.High, NumberText.ThreeDigits) : Content.ValueTicks;
        plot.Axes.Left.TickGenerator = ticks.Length > 0 ? Ticks(ticks) : new NumericAutomatic
        {
            LabelFormatter = value => value.ToString(decimals, CultureInfo.InvariantCulture),
            MinimumTickSpacing = fontSize * 3,
        };
        plot.Axes.Bottom.Label.Text = LegibleText.Of(Content.Against);
        return plot;
    }

    private static NumericManual Ticks(IReadOnlyList<(double At, string Text)> ticks) =>
        new([.. ticks.Select(tick => tick.At)], [.. ticks.Select(tick => LegibleText.Of(tick.Text))]);

    private void Interval(Plot plot, FigureCurve curve)
    {
        // An infinite end, of failed runs, lies outside the panel.
        double[] low = Array.ConvertAll(curve.Low, end => Math.Max(end, Values.Low - Values.Span));
        double[] high = Array.ConvertAll(curve.High, end => Math.Min(end, Values.High + Values.Span));
        if (IsMarked(curve))
        {
            // Set by name, as the constructor swaps upward and downward errors.
            plot.Add.Plottable(new ErrorBar(curve.At, curve.Value, null, null, null, null)
            {
                YErrorNegative = [.. curve.Value.Zip(low, (value, end) => value - end)],
                YErrorPositive = [.. high.Zip(curve.Value, (end, value) => end - value)],
                Color = Color.FromHex(Palette.Hue(curve.Index)),
                LineWidth = 1.4f,
            });
            return;
        }

        // One set of points for both edges: their distance must be that of one round.
        int[] kept = Thinning.Indices(high, Buckets);
        var band = plot.Add.FillY(Pick(curve.At, kept), Pick(low, kept), Pick(high, kept));
        band.FillStyle.Color = Color.FromHex(Palette.Hue(curve.Index)).WithAlpha(Opacity);
        band.LineStyle.Width = 0;
        band.MarkerStyle.IsVisible = false;
    }

    private void Line(Plot plot, FigureCurve curve)
    {
        int[] kept = Thinning.Indices(curve.Value, Buckets);
        var line = plot.Add.Scatter(Pick(curve.At, kept), Pick(curve.Value, kept), Color.FromHex(Palette.Hue(curve.Index)));
        line.LineWidth = curve.HasLine ? 2.2f : 0;
        line.MarkerShape = Palette.Shape(curve.Index);
        line.MarkerSize = kept.Length == 1 || IsMarked(curve) ? 7 : 0;
        if (line.MarkerSize == 0 && Palette.HasShape(curve.Index)) Marks(plot, curve, kept);
        if (curve.At[^1] >= Places.High || !curve.HasLine || Labels.Count == 0) return;

        // A curve that ends early is connected to its label.
        var lead = plot.Add.Line(curve.At[^1], curve.Value[^1], Places.High, curve.Value[^1]);
        lead.Color = line.Color;
        lead.LineWidth = 1;
    }

    // Few marks, at other places than those of the previous curve. No dashes: ScottPlot draws marks with the paint of the preceding
    // dashed line, which SVG cannot express.
    private static void Marks(Plot plot, FigureCurve curve, int[] kept)
    {
        double first = curve.At[kept[0]], span = curve.At[kept[^1]] - first;
        int[] at = [.. Enumerable.Range(0, MarksOfCurve).Select(i => first + span * (i + 0.5 + 0.07 * (curve.Index % 7)) / MarksOfCurve)
            .Select(place => kept.MinBy(point => Math.Abs(curve.At[point] - place))).Distinct()];
        var marks = plot.Add.Scatter(Pick(curve.At, at), Pick(curve.Value, at), Color.FromHex(Palette.Hue(curve.Index)));
        marks.LineWidth = 0;
        marks.MarkerShape = Palette.Shape(curve.Index);
        marks.MarkerSize = 8;
    }

    // A cross at the lower edge where a run failed: its value there is infinitely bad.
    private void Failures(Plot plot, FigureCurve curve)
    {
        foreach (double at in curve.Failures)
        {
            var cross = plot.Add.Marker(at, Values.Low + 0.015 * Values.Span, MarkerShape.Eks, 11, Color.FromHex(Palette.Hue(curve.Index)));
            cross.MarkerStyle.LineWidth = 2.4f;
        }
    }

    // Many overlapping bands would hide the curves.
    private double Opacity => Content.Curves.Length switch { <= 6 => 0.22, <= 12 => 0.14, _ => 0.07 };

    private int Buckets => (int)(Detail * Math.Clamp(BucketsOfAll / Math.Max(1, Content.Curves.Length), FewestBuckets, MostBuckets));

    private bool IsMarked(FigureCurve curve) => curve.IsMarked ?? Content.AreMarked;

    private static double[] Pick(double[] values, int[] indices) => Array.ConvertAll(indices, i => values[i]);
}
