using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Reports;

/// <summary>Rounds on the simulated clock, one row a variant, as text.</summary>
internal static class TimeTable
{
    private const double Share = 0.95;

    /// <summary>Whether simulated time tells more than the rounds: a round's time differs between rounds, runs or variants.</summary>
    public static bool Applies(ExperimentResults results)
    {
        var timed = results.Variants.Where(variant => variant.Time.SecondsARound.Length > 0).ToList();
        if (timed.Exists(variant => !variant.Time.IsUniform)) return true;
        double[] paces = [.. timed.Select(variant => variant.Time.SecondsARound[0])];
        return paces.Length > 1 && paces.Max() - paces.Min() > 1e-9 * paces.Max();
    }

    /// <summary>
    /// The objective that the variants race to: 95 % of the way from where they start to the highest mean final one; none where they do not
    /// meet one environment.
    /// </summary>
    public static double? Target(ExperimentResults results)
    {
        var finals = results.Variants.Select(variant => variant.Mean(run => run.Objective)?.Mean).OfType<double>().ToList();
        if (finals.Count == 0 || results.Variants.Select(variant => variant.Environment).Distinct().Count() > 1) return null;
        double start = results.Variants.Where(variant => variant.Curve.Mean.Length > 0).Min(variant => variant.Curve.Mean[0]);
        return start + Share * (finals.Max() - start);
    }

    public static string Caption(double? target) => "Simulated time: mean over the runs ± half the 95 % interval."
        + (target is { } value
            ? $" The target, {NumberText.Value(value)}, lies 95 % of the way from the lowest first to the highest mean final objective; the time to it is when a run first reaches it."
            : "");

    public static ImmutableArray<string> Headings(ExperimentResults results) =>
        ["variant", "simulated time", "a round takes", .. Target(results) is null ? (string[])[] : ["time to target"], $"objective at {Seconds(CommonEnd(results))}", "final objective"];

    public static IEnumerable<string[]> Rows(ExperimentResults results)
    {
        double? target = Target(results);
        double end = CommonEnd(results);
        return results.Variants.Select(variant => (string[])
        [
            variant.Label,
            Interval(variant.Time.Seconds),
            Interval(variant.Time.SecondsARound),
            .. target is { } value ? (string[])[ToTarget(variant, value)] : [],
            At(variant.Time.Curve, end),
            variant.Mean(run => run.Objective) is { } final ? NumberText.Value(final) : "diverged",
        ]);
    }

    public static string Seconds(double seconds) => $"{Number(seconds, seconds)} s";

    // Both parts of an interval have the decimals that its mean deserves.
    private static string Number(double seconds, double scale) =>
        seconds.ToString(scale < 9.995 ? "0.00" : scale < 99.95 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static double CommonEnd(ExperimentResults results) =>
        results.Variants.Where(variant => variant.Time.Curve.At.Length > 0).Select(variant => variant.Time.Curve.At[^1]).DefaultIfEmpty().Min();

    private static string Interval(ImmutableArray<double> seconds) => seconds.Length == 0 ? NumberText.None : Text(MeanInterval.Of(seconds.AsSpan()));

    private static string Text(MeanInterval seconds) => seconds.HasInterval && seconds.HalfWidth > 0
        ? $"{Number(seconds.Mean, seconds.Mean)} ± {Number(seconds.HalfWidth, seconds.Mean)} s"
        : Seconds(seconds.Mean);

    private static string ToTarget(VariantResult variant, double target)
    {
        var (seconds, reached) = variant.Time.Until(target);
        int runs = variant.Time.Records.Length;
        if (reached == 0) return "not reached";
        return reached == runs ? Text(seconds) : $"{Text(seconds)} ({reached} of {runs} runs)";
    }

    private static string At(Curve curve, double end)
    {
        if (curve.At.Length == 0) return NumberText.None;
        return NumberText.Value(curve.ValueAt(end));
    }
}
