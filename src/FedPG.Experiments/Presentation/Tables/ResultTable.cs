using System.Collections.Immutable;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>The final results, one row per variant, for the console and the page. No run is left out.</summary>
internal static class ResultTable
{
    /// <summary>The name of the files.</summary>
    public const string Name = "results";

    private static readonly ImmutableArray<string> Headings =
        ["seeds", "final objective", "gap to best stationary", "gap to best deterministic", "steps", "speed", "notes"];

    private static readonly ImmutableArray<string> Important =
        ["final objective", "gap to best stationary", "notes", "seeds", "gap to best deterministic", "steps", "speed"];

    /// <summary>The table.</summary>
    public static ReportTable Of(ExperimentResults results)
    {
        var table = new ReportTable
        {
            Name = Name,
            Title = "Results",
            Caption = $"{EstimateText.Of(results)} "
                + "A gap is the reference value minus the objective; it is negative if the objective is higher.",
            Headings = Headings,
            ByImportance = Important,
        };
        return VariantColumns.Table(table, results, Row);
    }

    private static IEnumerable<TableCell> Row(VariantResult variant)
    {
        Estimate objective = variant.Final(run => run.Objective)!.Value;
        double steps = variant.Runs.Sum(run => (double)run.Summary.EnvironmentSteps);

        // The harmonic mean: all steps over all seconds.
        double speed = steps / variant.Runs.Sum(run => run.Summary.ElapsedSeconds);
        return
        [
            Seeds(variant.Counted.Length, variant.Runs.Length),
            TableCell.Of(objective, NumberText.Value),
            Gap(variant.Final(run => run.GapToBestStationary, double.PositiveInfinity), objective),
            Gap(variant.Final(run => run.GapToBestDeterministic, double.PositiveInfinity), objective),
            new TableCell(NumberText.Large(steps), steps),
            new TableCell(NumberText.Speed(speed), double.IsFinite(speed) ? speed : null),
            Notes(variant),
        ];
    }

    private static TableCell Seeds(int counted, int all) => new(counted == all ? $"{all}" : $"{counted} of {all}", counted);

    private static TableCell Gap(Estimate? gap, Estimate objective) => TableCell.Of(gap, e => NumberText.Difference(e, objective.Value));

    private static string Notes(VariantResult variant)
    {
        var notes = new List<string>();
        if (variant.Failed > 0) notes.Add($"{variant.Failed} failed");
        if (variant.Interrupted > 0)
        {
            int least = variant.Runs.Where(run => run.Outcome == RunOutcome.Interrupted).Min(run => run.Summary.Rounds);
            notes.Add($"{variant.Interrupted} incomplete after {NumberText.Count(least)} rounds");
        }

        int notices = variant.Runs.SelectMany(run => run.Summary.Notices).Distinct().Count();
        if (notices > 0) notes.Add(notices == 1 ? "1 notice" : $"{notices} notices");
        return string.Join(", ", notes);
    }
}
