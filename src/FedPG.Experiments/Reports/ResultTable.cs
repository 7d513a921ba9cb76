using System.Collections.Immutable;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Reports;

/// <summary>One row a variant, as text, for the console and the page.</summary>
public static class ResultTable
{
    /// <summary>The columns' headings.</summary>
    public static ImmutableArray<string> Headings { get; } =
        ["variant", "seeds", "final objective", "gap to best stationary", "gap to best deterministic", "steps", "speed", "notes"];

    /// <summary>The rows in the variants' order. Failed and interrupted runs are named in the notes; none is dropped.</summary>
    public static ImmutableArray<ResultRow> Rows(ExperimentResults results) => [.. results.Variants.Select(Row)];

    private static ResultRow Row(VariantResult variant)
    {
        MeanInterval? objective = variant.Mean(run => run.Objective);
        int counted = variant.Counted.Length;
        return new ResultRow
        {
            Variant = variant.Label,
            Seeds = counted == variant.Runs.Length ? $"{counted}" : $"{counted} of {variant.Runs.Length}",
            Objective = objective is { } o ? NumberText.Value(o) : "diverged",
            GapToBestStationary = NumberText.Difference(variant.Mean(run => run.GapToBestStationary), objective?.Mean ?? 0),
            GapToBestDeterministic = NumberText.Difference(variant.Mean(run => run.GapToBestDeterministic), objective?.Mean ?? 0),
            Steps = NumberText.Large(variant.Runs.Sum(run => (double)run.EnvironmentSteps)),
            Speed = NumberText.Speed(Speed(variant)),
            Notes = Notes(variant),
        };
    }

    // Harmonic: all steps over all seconds.
    private static double Speed(VariantResult variant) =>
        variant.Runs.Sum(run => (double)run.EnvironmentSteps) / variant.Runs.Sum(run => run.ElapsedSeconds);

    private static string Notes(VariantResult variant)
    {
        var notes = new List<string>();
        if (variant.Failed > 0) notes.Add($"{variant.Failed} diverged");
        if (variant.Interrupted > 0)
            notes.Add($"{variant.Interrupted} interrupted after {NumberText.Count(variant.Runs.Where(run => !run.Completed).Min(run => run.Rounds))} rounds");
        int notices = variant.Runs.SelectMany(run => run.Notices).Distinct().Count();
        if (notices > 0) notes.Add(notices == 1 ? "1 notice" : $"{notices} notices");
        return string.Join(", ", notes);
    }
}

/// <summary>A variant's row.</summary>
public sealed record ResultRow
{
    /// <summary>The variant.</summary>
    public required string Variant { get; init; }

    /// <summary>How many seeds the final values are means of, e.g. <c>4</c> or <c>3 of 4</c>.</summary>
    public required string Seeds { get; init; }

    /// <summary>Mean final objective ± half the 95 % interval.</summary>
    public required string Objective { get; init; }

    /// <summary>Best stationary value − objective; a dash where there is none.</summary>
    public required string GapToBestStationary { get; init; }

    /// <summary>Best deterministic value − objective.</summary>
    public required string GapToBestDeterministic { get; init; }

    /// <summary>Environment steps of all its runs.</summary>
    public required string Steps { get; init; }

    /// <summary>Environment steps per wall-clock second of a run.</summary>
    public required string Speed { get; init; }

    /// <summary>Diverged and interrupted runs, number of notices.</summary>
    public required string Notes { get; init; }

    /// <summary>The cells in the order of <see cref="ResultTable.Headings"/>.</summary>
    public ImmutableArray<string> Cells => [Variant, Seeds, Objective, GapToBestStationary, GapToBestDeterministic, Steps, Speed, Notes];
}
