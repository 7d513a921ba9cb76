using FedPG.Experiments.Statistics;
using ScottPlot;
using SkiaSharp;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Arranges the panels of a figure: an overview and, if values crowd, an enlarged part.</summary>
internal sealed class Figure
{
    private readonly FigureContent _content;
    private readonly ValueRange _places;
    private readonly ValueRange _whole;
    private readonly ValueRange? _enlarged;
    private readonly FigureLayout _layout;
    private readonly Dictionary<FigureCurve, string> _names;

    public Figure(FigureContent content, FigureLayout layout)
    {
        _content = content;
        _layout = layout;
        string[] names = CurveNames.Fitted([.. content.Curves.Select(curve => curve.Name)], layout.LongestName);
        _names = content.Curves.Zip(names).ToDictionary(pair => pair.First, pair => pair.Second);
        _places = ValueRange.Of(content.Curves.SelectMany(curve => curve.At)) ?? new ValueRange(0, 1);
        if (_places.Span == 0) _places = new ValueRange(_places.Low, _places.Low + 1);
        ValueRange drawn = ValueRange.Of(content.Curves.SelectMany(curve => curve.Value.Concat(curve.Low).Concat(curve.High))
            .Concat(content.References.Select(reference => reference.Value)).Concat(content.IsCount ? [0] : [])) ?? new ValueRange(0, 1);
        _whole = drawn.Padded(0.04);

        // All marked points are results; of other curves only the ends are.
        var ends = content.Curves.SelectMany(curve => Enumerable.Range(0, curve.At.Length)
                .Where(i => content.AreMarked || i == curve.At.Length - 1).Select(i => new ValueRange(curve.Low[i], curve.High[i])))
            .Concat(content.References.Select(reference => new ValueRange(reference.Value, reference.Value)));
        _enlarged = content is { IsCount: false, IsLogarithmic: false } ? Enlargement.Of([.. ends], drawn) : null;
    }

    /// <summary>Draws the whole figure.</summary>
    public void Draw(SKCanvas canvas)
    {
        PlotFont.Register();
        canvas.Clear(SKColor.Parse(Palette.Paper));
        float unit = _layout.FontSize;
        using SKFont title = PlotFont.Fitting(_content.Title, _layout.Width - unit * 2.8f, unit * 1.35f, bold: true);
        using SKFont subtitle = PlotFont.Fitting(_content.Subtitle, _layout.Width - unit * 2.8f, unit * 0.95f);
        using var ink = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true };
        using var muted = new SKPaint { Color = SKColor.Parse(Palette.Muted), IsAntialias = true };
        canvas.DrawLegible(_content.Title, unit * 1.4f, unit * 2.3f, title, ink);
        canvas.DrawLegible(_content.Subtitle, unit * 1.4f, unit * 3.9f, subtitle, muted);
        Panel[] panels = Panels();
        PixelRect[] areas = Areas(panels, _layout);
        for (int i = 0; i < panels.Length; i++) panels[i].Draw(canvas, areas[i], unit);
    }

    private Panel[] Panels()
    {
        if (_content.Beside is { } beside) return [Overview() with { Labels = [] }, new Figure(beside, _layout).Overview()];
        return _enlarged is { } part ? [Overview(), Enlarged(part)] : [Overview()];
    }

    private Panel Overview()
    {
        // Few curves are named here too; many would only repeat the labels of the other panel.
        FigureCurve[] crowd = [.. _content.Curves.Where(curve => InEnlarged(curve.Value[^1]))];
        return new Panel
        {
            Caption = _content.Quantity,
            Content = _content,
            Detail = _layout.Detail,
            MostLabels = _layout.MostLabels,
            Values = _whole,
            Places = _places,

            // Crowded lines are drawn only in the enlarged part.
            References = [.. _content.References.Where(reference => !InEnlarged(reference.Value))],
            Shaded = _enlarged,
            Labels =
            [
                .. _content.References.Where(reference => !InEnlarged(reference.Value)).Select(Label),
                .. _content.Curves.Where(curve => !InEnlarged(curve.Value[^1])).Select(Label),
                .. crowd.Length <= Palette.Hues.Count ? crowd.Select(curve => Label(curve) with { Number = "" }) : [],
            ],
        };
    }

    private Panel Enlarged(ValueRange part) => new()
    {
        Caption = $"{_content.Quantity}, the shaded part enlarged",
        Content = _content,
        Detail = _layout.Detail,
        MostLabels = _layout.MostLabels,
        Values = part,
        Places = _places,
        References = [.. _content.References.Where(reference => part.Contains(reference.Value))],
        Labels =
        [
            .. _content.References.Where(reference => part.Contains(reference.Value)).Select(Label),
            .. _content.Curves.Where(curve => part.Contains(curve.Value[^1])).Select(Label),
        ],
    };

    private bool InEnlarged(double value) => _enlarged is { } part && part.Contains(value);

    private PanelLabel Label(FigureCurve curve) => PanelLabel.Of(curve, _names[curve], EndText(curve));

    private PanelLabel Label(FigureReference reference) => new(
        reference.Name, reference.Value, _content.Text(Estimate.Exact(reference.Value)), Palette.Muted, Shape: null, IsCurve: false);

    private string EndText(FigureCurve curve)
    {
        if (curve.HasFailed) return "failed";
        if (!_content.HasEndValues) return "";
        string end = _content.Text(curve.End);
        return curve.Failures.Length == 0 ? end : $"{end}, {curve.Failures.Length} of {curve.Seeds} failed";
    }

    // The areas of the axes: ticks take the left and the bottom, labels the right.
    private static PixelRect[] Areas(Panel[] panels, FigureLayout layout)
    {
        float unit = layout.FontSize, top = unit * 7.2f, bottom = layout.Height - unit * 4.2f, left = unit * 4.6f;
        float[] labels = [.. panels.Select(panel => panel.LabelWidth(unit))];
        if (panels.Length == 1) return [new PixelRect(left, layout.Width - labels[0], bottom, top)];
        if (layout.Stacked)
        {
            float gap = unit * 6f, height = (bottom - top - gap) / 2, right = layout.Width - labels.Max();
            return [new PixelRect(left, right, top + height, top), new PixelRect(left, right, bottom, bottom - height)];
        }

        // The enlarged panel, which carries the result, is the wider one.
        float free = layout.Width - 2 * left - labels.Sum() - unit;
        float overview = free * (panels[0].Labels.Count == 0 ? 0.5f : 0.45f);
        return
        [
            new PixelRect(left, left + overview, bottom, top),
            new PixelRect(layout.Width - labels[1] - (free - overview), layout.Width - labels[1], bottom, top),
        ];
    }
}
