using System.Globalization;
using System.Text;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>A run's objective against rounds as a small curve, with its range.</summary>
internal static class HtmlTrace
{
    private const double Width = 320;
    private const double Height = 96;

    public static Html Of(RunTrace trace, RunSummary run)
    {
        if (trace.Rounds.Length == 0) return Html.Empty;
        double low = trace.Objective.Min(), high = trace.Objective.Max(), last = Math.Max(1, trace.Rounds[^1]);
        double span = high > low ? high - low : 1;
        var points = new StringBuilder();
        for (int i = 0; i < trace.Rounds.Length; i++)
        {
            double x = 4 + (Width - 8) * trace.Rounds[i] / last, y = 6 + (Height - 12) * (1 - (trace.Objective[i] - low) / span);
            points.Append(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#} ");
        }

        string range = $"objective from {NumberText.Value(trace.Objective[0])} to {NumberText.Value(trace.Objective[^1])} "
            + $"over {NumberText.Count((long)trace.Rounds[^1])} rounds, between {NumberText.Value(low)} and {NumberText.Value(high)}";
        string circle = string.Create(CultureInfo.InvariantCulture, $"""<circle cx="4" cy="{Height / 2:0.#}" r="3"/>""");
        var end = trace.Rounds.Length == 1 ? new Html(circle) : Html.Empty;
        string label = string.Create(CultureInfo.InvariantCulture, $"Seed {run.Seed}: {range}");
        var line = Html.Of($"""<path class="axis" d="M4 92H316"/><polyline points="{points.ToString().TrimEnd()}"/>{end}""");
        return Html.Of($"""
            <div class="trace"><svg viewBox="0 0 320 96" role="img" aria-label="{label}">{line}</svg>
            <p class="caption">{range}</p></div>
            """);
    }
}
