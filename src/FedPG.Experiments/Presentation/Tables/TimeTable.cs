using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>Simulated time, one row per variant.</summary>
internal static class TimeTable
{
    public const string Name = "simulated-time";

    private const double Share = 0.95;

    /// <summary>The table; null if all rounds take the same time.</summary>
    public static ReportTable? Of(ExperimentResults results)
    {
        if (!results.IsTimed) return null;
        double? target = Target(results);
        double end = CommonEnd(results);
        var table = new ReportTable
        {
            Name = Name,
            Title = "Simulated time",
            Caption = EstimateText.Of(results) + (target is { } value
                ? $" The target, {NumberText.Value(value)}, lies 95 % of the way from the lowest first to the highest final objective; the "
                    + "time to it is when a run first reaches it, never for one that does not."
                : ""),
            Headings =
            [
                "simulated time", "a round takes", .. target is null ? (string[])[] : ["time to target"],
                $"objective at {Seconds(end)}", "final objective",
            ],
        };
        return VariantColumns.Table(table, results, variant => Row(variant, target, end));
    }

    private static IEnumerable<TableCell> Row(VariantResult variant, double? target, double end) =>
    [
        Interval(variant.Time.Seconds),
        Interval(variant.Time.SecondsPerRound),
        .. target is { } value ? (TableCell[])[ToTarget(variant, value)] : [],
        variant.Time.Curve.At.Length == 0 ? TableCell.None : TableCell.Of(variant.Time.Curve.ValueAt(end), NumberText.Value),
        TableCell.Of(variant.Final(run => run.Objective), NumberText.Value),
    ];

    /// <summary>
    /// The target objective: 95 % of the way from the lowest start to the highest final objective; null if the variants have different
    /// environments.
    /// </summary>
    private static double? Target(ExperimentResults results)
    {
        var finals = results.Variants.Select(variant => variant.Final(run => run.Objective)!.Value.Value).Where(double.IsFinite).ToList();
        if (finals.Count == 0 || results.Variants.Select(variant => variant.Environment).Distinct().Count() > 1) return null;
        double start = results.Variants.Where(variant => variant.Curve.Value.Length > 0).Min(variant => variant.Curve.Value[0]);
        return start + Share * (finals.Max() - start);
    }

    public static string Seconds(double seconds) => $"{Number(seconds, seconds)} s";

    // Both ends of an interval have the decimals of the mean.
    private static string Number(double seconds, double scale) =>
        seconds.ToString(scale < 9.995 ? "0.00" : scale < 99.95 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static double CommonEnd(ExperimentResults results) =>
        results.Variants.Select(variant => variant.Time.Curve.At).Where(times => times.Length > 0).Select(times => times[^1])
            .DefaultIfEmpty().Min();

    private static TableCell Interval(ImmutableArray<double> seconds) =>
        seconds.Length == 0 ? TableCell.None : TableCell.Of(Estimate.Of(seconds.AsSpan()), Text);

    private static TableCell ToTarget(VariantResult variant, double target)
    {
        if (variant.Milestones.Runs.Length == 0) return TableCell.None;
        int reached = variant.Milestones.Reached(target), runs = variant.Milestones.Runs.Length;
        Estimate until = variant.Milestones.Until(target, milestone => milestone.Seconds);
        string some = reached < runs ? $" ({reached} of {runs} runs)" : "";
        return TableCell.Of(until, seconds => (reached == 0 ? "not reached" : Text(seconds)) + (reached == 0 ? "" : some));
    }

    private static string Text(Estimate seconds)
    {
        string End(double end) => double.IsFinite(end) ? Number(end, seconds.Value) : "never";
        if (!double.IsFinite(seconds.Value)) return "not reached";
        return seconds.Spread switch
        {
            Spread.Interval when seconds.High > seconds.Low => $"{End(seconds.Value)} [{End(seconds.Low)}, {End(seconds.High)}] s",
            Spread.Range when seconds.High > seconds.Low => $"{End(seconds.Value)} ({End(seconds.Low)} to {End(seconds.High)}) s",
            _ => Seconds(seconds.Value),
        };
    }
}
