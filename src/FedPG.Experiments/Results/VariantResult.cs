using System.Collections.Immutable;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Results;

/// <summary>A variant at one point of the sweep: runs that differ only in their seed.</summary>
public sealed record VariantResult
{
    /// <summary>The variant's name in the report, with the experiment's name if several experiments are compared.</summary>
    public required string Label { get; init; }

    /// <summary>The variant's name in its experiment.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of the experiment.</summary>
    public required ExperimentFolder Folder { get; init; }

    /// <summary>The runs, in the order of the summary; at least one.</summary>
    public required ImmutableArray<RunResult> Runs { get; init; }

    /// <summary>Objective against rounds.</summary>
    public required Curve Curve { get; init; }

    /// <summary>The mean undiscounted return of sampled trajectories against rounds; empty if scores are exact.</summary>
    internal Curve Return { get; init; } = Curve.Empty;

    /// <summary>Environment steps per agent at each point of <see cref="Curve"/>; empty if unknown, or if no steps are taken.</summary>
    public required ImmutableArray<double> StepsPerAgent { get; init; }

    /// <summary>The drift of the agents' parameters against rounds.</summary>
    public required Curve Drift { get; init; }

    /// <summary>When the runs first reached each objective.</summary>
    public required Milestones Milestones { get; init; }

    /// <summary>Participation in the rounds.</summary>
    public required ParticipationResult Participation { get; init; }

    /// <summary>Simulated time.</summary>
    public required TimeResult Time { get; init; }

    /// <summary>The environment's name in the summary.</summary>
    public string Environment => Runs[0].Summary.Environment;

    /// <summary>The point of the sweep as shown: file names without their folders, and only settings that are part of the
    /// label.</summary>
    public ImmutableArray<SweepValue> Point
    {
        get
        {
            var shown = Runs[0].Summary.Sweep.Select(value => value with { Value = RunNames.Shown(value.Setting, value.Value) });
            return [.. shown.Where(value => Label.Contains($" {value.Setting}={value.Value}", StringComparison.Ordinal))];
        }
    }

    /// <summary>The label without the point of the sweep.</summary>
    public string Method => Point.Aggregate(
        Label, (label, value) => label.Replace($" {value.Setting}={value.Value}", "", StringComparison.Ordinal));

    /// <summary>The point of the sweep as text; empty without a sweep.</summary>
    public string Task => string.Join(' ', Point.Select(value => $"{value.Setting}={value.Value}"));

    /// <summary>The number of runs that diverged or ended with an error.</summary>
    public int Failed => Count(RunOutcome.Diverged) + Count(RunOutcome.Failed);

    /// <summary>The number of interrupted runs.</summary>
    public int Interrupted => Count(RunOutcome.Interrupted);

    /// <summary>The unfinished run with the fewest rounds; null if there is none.</summary>
    internal RunResult? Shortest => Runs.Where(run => run.Outcome == RunOutcome.Interrupted).MinBy(run => run.Summary.Rounds);

    /// <summary>The runs that estimates include: all but the interrupted ones, or all if no run has finished yet.</summary>
    public ImmutableArray<RunResult> Counted => IsUnderWay ? Runs : Runs.RemoveAll(run => run.Outcome == RunOutcome.Interrupted);

    /// <summary>Whether no run has finished, so that values are those reached so far.</summary>
    public bool IsUnderWay => Interrupted > 0 && Count(RunOutcome.Finished) == 0;

    /// <summary>The value of the best policy found that sees no more than the runs' policies: periodic for runs with a period, else
    /// stationary, or linear in linear-quadratic systems.</summary>
    public double? Attainable
    {
        get
        {
            var (period, values) = (Runs[0].Summary.Period, Runs[0].Summary.ReferenceValues);
            double? periodic = period > 1 ? values.BestPeriodic.FirstOrDefault(best => best.Period == period)?.Value : null;
            return periodic ?? values.BestMemoryless;
        }
    }

    /// <summary>The run whose final objective is nearest to the estimate over all runs.</summary>
    public RunResult Typical
    {
        get
        {
            double centre = Final(run => run.Objective)!.Value.Value;
            var sound = Runs.Where(run => run.Outcome == RunOutcome.Finished || (IsUnderWay && double.IsFinite(run.Summary.Objective)))
                .ToArray();
            return sound.MinBy(run => double.IsFinite(centre) ? Math.Abs(run.Summary.Objective - centre) : 0) ?? Runs[0];
        }
    }

    /// <summary>
    /// A final value of each counted run; <paramref name="worst"/> for a run that diverged or ended with an error. An interruption comes
    /// from outside and is no property of the run, so interrupted runs are left out if others have finished.
    /// </summary>
    /// <returns>[counted runs]; null if a run lacks the value.</returns>
    public double[]? Finals(Func<RunSummary, double?> value, double worst = double.NegativeInfinity)
    {
        var counted = Counted;
        double?[] finals =
        [
            .. counted.Select(run => run.Outcome is RunOutcome.Finished or RunOutcome.Interrupted ? value(run.Summary) : worst),
        ];
        bool isMissing = finals.Any(final => final is null) || counted.All(run => value(run.Summary) is null);
        return isMissing ? null : Array.ConvertAll(finals, final => final!.Value);
    }

    /// <summary>The estimate of the final values; null if a run lacks the value.</summary>
    public Estimate? Final(Func<RunSummary, double?> value, double worst = double.NegativeInfinity) =>
        Finals(value, worst) is { } finals ? Estimate.Of(finals) : null;

    /// <summary>Reads the runs of a variant.</summary>
    internal static VariantResult Of(ExperimentFolder folder, string name, string label, ImmutableArray<RunSummary> runs)
    {
        bool isUnderWay = runs.All(run => RunOutcomes.Of(run) != RunOutcome.Finished);
        var read = runs.Select(run => (Summary: run, Rows: RunRows.Read(folder, run))).ToList();
        var counted = read.Where(run => isUnderWay || RunOutcomes.Of(run.Summary) != RunOutcome.Interrupted);
        RunRows[] rows = [.. counted.Select(run => run.Rows).OfType<RunRows>()];
        Curve curve = SampledCurve.Of(rows, row => row.Objective, row => row.Episodes?.StandardError);
        return new VariantResult
        {
            Label = label,
            Name = name,
            Folder = folder,
            Runs = [.. read.Select(run => new RunResult(folder, run.Summary, run.Rows is { } own ? RunTrace.Of(own) : null))],
            Curve = curve,
            Return = SampledCurve.IsSampled(rows)
                ? SampledCurve.Of(rows, row => row.Episodes?.Return ?? double.NaN, row => row.Episodes?.ReturnStandardError)
                : Curve.Empty,
            StepsPerAgent = RoundCurve.StepsPerAgent(rows, curve.At),
            Drift = DriftResult.Of(rows),
            Participation = ParticipationResult.Of(rows),
            Time = TimeResult.Of(rows),
            Milestones = new Milestones([.. rows.Select(Milestone.Of)]),
        };
    }

    private int Count(RunOutcome outcome) => Runs.Count(run => run.Outcome == outcome);
}
