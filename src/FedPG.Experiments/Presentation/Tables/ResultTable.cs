using System.Collections.Immutable;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>
/// The final results, one row per variant, for the console and the page. No run is left out. Runs that are scored on sampled trajectories
/// add columns for these, and have no columns for gaps that none of them has.
/// </summary>
internal static class ResultTable
{
    /// <summary>The name of the files.</summary>
    public const string Name = "results";

    private const string Linear = "gap to best common linear";
    private const string Stationary = "gap to best stationary";
    private const string Deterministic = "gap to best deterministic";
    private const string StandardError = "standard error";

    private static readonly ImmutableArray<string> Important =
    [
        "final objective", Linear, Stationary, "return", "episode length", "notes", "seeds", StandardError, Deterministic, "steps", "speed",
    ];

    private static readonly ImmutableArray<Column> Columns =
    [
        new("seeds", variant => Seeds(variant.Counted.Length, variant.Runs.Length)),
        new("final objective", variant => TableCell.Of(Objective(variant), NumberText.Value)),
        new(StandardError, Error, HasEpisodes),
        Gap(Linear, run => run.GapToBestCommonLinear, HasLinear),
        Gap(Stationary, run => run.GapToBestStationary, results => HasAny(results, run => run.GapToBestStationary)),
        Gap(Deterministic, run => run.GapToBestDeterministic, results => HasAny(results, run => run.GapToBestDeterministic)),
        new("return", variant => TableCell.Of(variant.Final(run => run.UndiscountedReturn), NumberText.Value), HasEpisodes),
        new("episode length", variant => TableCell.Of(variant.Final(run => run.EpisodeLength, 0), NumberText.Value), HasEpisodes),
        new("steps", variant => new TableCell(NumberText.Large(Steps(variant)), Steps(variant))),
        new("speed", Speed),
        new("notes", Notes),
    ];

    /// <summary>The table.</summary>
    public static ReportTable Of(ExperimentResults results)
    {
        var columns = Columns.Where(column => column.Applies(results)).ToArray();
        string[] headings = [.. columns.Select(column => column.Heading)];
        string sampled = HasEpisodes(results)
            ? " The objective and the return, undiscounted, are means over sampled trajectories, whose length is in steps; the standard "
                + "error is that of a run's objective, the root mean square over the seeds."
            : "";
        var table = new ReportTable
        {
            Name = Name,
            Title = "Results",
            Caption = $"{EstimateText.Of(results)} "
                + $"A gap is the reference value minus the objective; it is negative if the objective is higher.{sampled}",
            Headings = [.. headings],
            ByImportance = [.. Important.Where(heading => headings.Contains(heading))],
        };
        return VariantColumns.Table(table, results, variant => columns.Select(column => column.Cell(variant)));
    }

    private static bool HasEpisodes(ExperimentResults results) => Any(results, run => run.UndiscountedReturn);

    private static bool HasLinear(ExperimentResults results) => Any(results, run => run.GapToBestCommonLinear);

    /// <summary>Whether a gap has a column: always if all scores are exact, else if some run has it.</summary>
    private static bool HasAny(ExperimentResults results, Func<RunSummary, double?> gap) => !HasEpisodes(results) || Any(results, gap);

    private static bool Any(ExperimentResults results, Func<RunSummary, double?> value) =>
        results.Variants.Any(variant => variant.Runs.Any(run => value(run.Summary) is not null));

    private static Column Gap(string heading, Func<RunSummary, double?> gap, Func<ExperimentResults, bool> applies) => new(
        heading,
        variant => TableCell.Of(
            variant.Final(gap, double.PositiveInfinity), estimate => NumberText.Difference(estimate, Objective(variant).Value)),
        applies);

    private static Estimate Objective(VariantResult variant) => variant.Final(run => run.Objective)!.Value;

    private static double Steps(VariantResult variant) => variant.Runs.Sum(run => (double)run.Summary.EnvironmentSteps);

    /// <summary>The harmonic mean: all steps over all seconds.</summary>
    private static TableCell Speed(VariantResult variant)
    {
        double speed = Steps(variant) / variant.Runs.Sum(run => run.Summary.ElapsedSeconds);
        return new TableCell(NumberText.Speed(speed), double.IsFinite(speed) ? speed : null);
    }

    private static TableCell Error(VariantResult variant)
    {
        double[] errors = [.. variant.Counted.Select(run => run.Summary.ObjectiveStandardError).OfType<double>().Where(double.IsFinite)];
        if (errors.Length == 0) return TableCell.None;
        double error = Math.Sqrt(errors.Average(one => one * one));
        return new TableCell(NumberText.ThreeDigits(error), error);
    }

    private static TableCell Seeds(int counted, int all) => new(counted == all ? $"{all}" : $"{counted} of {all}", counted);

    private static TableCell Notes(VariantResult variant)
    {
        var notes = new List<string>();
        if (variant.Failed > 0) notes.Add($"{variant.Failed} failed");
        if (variant.Shortest is { } shortest)
            notes.Add($"{variant.Interrupted} unfinished: {shortest.Position}{(variant.Interrupted > 1 ? " or more" : "")}");

        int notices = variant.Runs.SelectMany(run => run.Summary.Notices).Distinct().Count();
        if (notices > 0) notes.Add(notices == 1 ? "1 notice" : $"{notices} notices");
        return string.Join(", ", notes);
    }

    /// <summary>A column of the table.</summary>
    private sealed record Column(string Heading, Func<VariantResult, TableCell> Cell, Func<ExperimentResults, bool> Applies)
    {
        public Column(string heading, Func<VariantResult, TableCell> cell)
            : this(heading, cell, _ => true)
        {
        }
    }
}
