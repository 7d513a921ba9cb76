using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Text;
using SkiaSharp;
using PixelRect = ScottPlot.PixelRect;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Draws the figure of an answer.</summary>
internal static class ChartDrawing
{
    /// <summary>The bytes of a PNG.</summary>
    public static byte[] Png(AnswerChart chart)
    {
        FigureLayout layout = FigureLayout.Wide;
        using var bitmap = new SKBitmap(layout.Width, layout.Height);
        using var canvas = new SKCanvas(bitmap);
        Draw(chart, layout, canvas);
        return FigureDrawing.Encode(bitmap);
    }

    /// <summary>The figure as SVG.</summary>
    public static SvgFigure Svg(AnswerChart chart, FigureLayout layout)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(layout.Width, layout.Height), stream)) Draw(chart, layout, canvas);
        string description = PrintableText.Of($"{Description(chart)} {chart.Caption}");
        return SvgFigure.Of(stream.ToArray(), layout, PrintableText.Of(chart.Title), description);
    }

    private static string Description(AnswerChart chart) => string.Join(' ', chart.Panels.Select(Description));

    private static string Description(ChartPanel panel)
    {
        var ends = panel.Series.Where(series => series.Points.Length > 0).Select(Ends);
        return $"{panel.Quantity} against {panel.Against}: {string.Join("; ", ends)}.";
    }

    private static string Ends(ChartSeries series) =>
        $"{series.Name} from {NumberText.Value(series.Points[0].Value)} to {NumberText.Value(series.Points[^1].Value)}";

    private static void Draw(AnswerChart chart, FigureLayout layout, SKCanvas canvas)
    {
        PlotFont.Register();
        canvas.Clear(SKColor.Parse(Palette.Paper));
        float unit = layout.FontSize;
        using SKFont title = PlotFont.Of(unit * 1.25f, bold: true);
        using var ink = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true };
        float line = unit * 2.2f;
        foreach (string words in Wrapped(PrintableText.Of(chart.Title), title, layout.Width - unit * 2.8f))
        {
            canvas.DrawLegible(words, unit * 1.4f, line, title, ink);
            line += unit * 1.8f;
        }

        ChartAxes[] axes = [.. chart.Panels.Select((panel, i) => ChartAxes.Of(panel, layout, isNamed: IsNamed(chart, i)))];
        PixelRect[] areas = Areas(axes, layout, line + unit * 1.2f);
        for (int i = 0; i < axes.Length; i++) axes[i].Panel.Draw(canvas, areas[i], unit);
    }

    /// <summary>Whether a panel names its curves: panels with the same curves name them once, in the last panel.</summary>
    private static bool IsNamed(AnswerChart chart, int index)
    {
        var panel = chart.Panels[index];
        return chart.Panels.Skip(index + 1)
            .All(later => later.References.Length + panel.References.Length > 0 || Drawn(panel).Except(Drawn(later)).Any());
    }

    private static IEnumerable<string> Drawn(ChartPanel panel) =>
        panel.Series.Where(series => series.Points.Any(point => double.IsFinite(point.Value))).Select(series => series.Name);

    private static IEnumerable<string> Wrapped(string text, SKFont font, float width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && font.MeasureText(longer) > width)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        yield return line;
    }

    private static PixelRect[] Areas(ChartAxes[] axes, FigureLayout layout, float top)
    {
        float unit = layout.FontSize, left = unit * 5f, foot = unit * 4.2f;
        float[] labels = [.. axes.Select(panel => panel.Panel.Labels.Count == 0 ? unit * 1.5f : panel.Panel.LabelWidth(unit))];
        if (layout.Stacked)
        {
            float height = (layout.Height - top) / axes.Length, right = layout.Width - labels.Max();
            return [.. axes.Select((_, i) => new PixelRect(left, right, top + (i + 1) * height - foot, top + i * height + unit * 1.5f))];
        }

        float free = (layout.Width - axes.Length * left - labels.Sum()) / axes.Length, at = 0;
        return [.. axes.Select((_, i) =>
        {
            var area = new PixelRect(at + left, at + left + free, layout.Height - foot, top + unit * 1.5f);
            at += left + free + labels[i];
            return area;
        })];
    }
}
