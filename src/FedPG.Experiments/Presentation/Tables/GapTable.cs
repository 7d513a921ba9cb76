using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>The cost of reaching a gap to the best policy known: rounds, and environment steps per agent.</summary>
internal static class GapTable
{
    public const string RoundsName = "rounds-to-gap";

    public const string StepsName = "steps-to-gap";

    private const int MostLevels = 6;

    public static ReportTable? Rounds(ExperimentResults results) => Of(
        results, RoundsName, "Rounds to reach a gap", milestone => milestone.Round, rounds => NumberText.Count((long)Math.Round(rounds)));

    public static ReportTable? Steps(ExperimentResults results) => results.Variants.Any(variant => variant.StepsPerAgent.Length > 0)
        ? Of(results, StepsName, "Environment steps per agent to reach a gap", milestone => milestone.StepsPerAgent, NumberText.Large)
        : null;

    /// <summary>Powers of ten below the largest gap at the start, down to the smallest that a variant reached; descending.</summary>
    public static ImmutableArray<double> Levels(ExperimentResults results)
    {
        var gaps = results.Variants.Where(variant => variant.Attainable is not null && variant.Curve.Value.Length > 0)
            .Select(variant => variant.Curve.Below(variant.Attainable!.Value).Value.Where(double.IsFinite).ToArray())
            .Where(gap => gap.Length > 0).ToArray();
        if (gaps.Length == 0) return [];
        double largest = gaps.Max(gap => gap[0]), smallest = gaps.Min(gap => gap.Min());
        if (largest <= 0) return [];
        int first = (int)Math.Ceiling(Math.Log10(largest)) - 1;
        return [.. Enumerable.Range(0, MostLevels).Select(i => Math.Pow(10, first - i)).TakeWhile(level => level >= smallest)];
    }

    private static ReportTable? Of(
        ExperimentResults results, string name, string title, Func<Milestone, double> cost, Func<double, string> text)
    {
        var levels = Levels(results);
        if (levels.Length == 0) return null;
        var table = new ReportTable
        {
            Name = name,
            Title = title,
            Caption = "The gap is to the best policy found that sees no more than the run's own: the best stationary one, or the best of "
                + $"its period. {EstimateText.Of(results)} A run that never reaches the gap counts as infinite.",
            Headings = [.. levels.Select(level => string.Create(CultureInfo.InvariantCulture, $"gap ≤ {level:0.######}"))],
        };
        return VariantColumns.Table(table, results, variant => levels.Select(level => Cell(variant, level, cost, text)));
    }

    private static TableCell Cell(VariantResult variant, double level, Func<Milestone, double> cost, Func<double, string> text)
    {
        if (variant.Attainable is not { } best || variant.Milestones.Runs.Length == 0) return TableCell.None;
        Estimate until = variant.Milestones.Until(best - level, cost);
        if (double.IsNaN(until.Value)) return TableCell.None;
        int reached = variant.Milestones.Reached(best - level), runs = variant.Milestones.Runs.Length;
        return new TableCell(Text(until, reached, runs, text), until.Value, (until.Low, until.High));
    }

    private static string Text(Estimate until, int reached, int runs, Func<double, string> text)
    {
        if (reached == 0) return "not reached";
        string some = reached < runs ? $" ({reached} of {runs} runs)" : "";
        if (!double.IsFinite(until.Value)) return $"not reached{some}";
        string End(double end) => double.IsFinite(end) ? text(end) : "never";
        return until.Spread switch
        {
            Spread.Interval => $"{text(until.Value)} [{End(until.Low)}, {End(until.High)}]{some}",
            Spread.Range => $"{text(until.Value)} ({End(until.Low)} to {End(until.High)}){some}",
            _ => text(until.Value) + some,
        };
    }
}
