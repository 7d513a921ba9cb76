using System.Collections.Immutable;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Reports;

/// <summary>The runs of one variant, which differ in their seed alone.</summary>
public sealed record VariantResult
{
    /// <summary>How the report calls it: the variant's name, with the experiment's where several are compared.</summary>
    public required string Label { get; init; }

    /// <summary>The folder of its experiment.</summary>
    public required string Folder { get; init; }

    /// <summary>Its runs, in the summary's order; at least one.</summary>
    public required ImmutableArray<RunSummary> Runs { get; init; }

    /// <summary>Objective against rounds.</summary>
    public required Curve Curve { get; init; }

    /// <summary>Environment steps an agent at each point of <see cref="Curve"/>; empty where they are not known or none are taken.</summary>
    public required ImmutableArray<double> StepsPerAgent { get; init; }

    /// <summary>How far the agents' parameters lay apart after local training, against rounds.</summary>
    public required Curve Drift { get; init; }

    /// <summary>When the runs reached what.</summary>
    public required Milestones Milestones { get; init; }

    /// <summary>Each run's own curve, by its name; of those that have rows.</summary>
    public required ImmutableDictionary<string, RunTrace> Traces { get; init; }

    /// <summary>Who took part.</summary>
    public required ParticipationResult Participation { get; init; }

    /// <summary>The same on the simulated clock.</summary>
    public required TimeResult Time { get; init; }

    /// <summary>The environment of its runs.</summary>
    public string Environment => Runs[0].Environment;

    /// <summary>Its point of the sweep as readers see it: a file's name without its folder, and no setting that the name itself says.</summary>
    public ImmutableArray<SweepValue> Point
    {
        get
        {
            var shown = Runs[0].Sweep.Select(value => value with { Value = RunNames.Shown(value.Setting, value.Value) });
            return [.. shown.Where(value => Label.Contains($" {value.Setting}={value.Value}", StringComparison.Ordinal))];
        }
    }

    /// <summary>Its name without its point of the sweep.</summary>
    public string Method => Point.Aggregate(Label, (label, value) => label.Replace($" {value.Setting}={value.Value}", "", StringComparison.Ordinal));

    /// <summary>Its point of the sweep; empty without one.</summary>
    public string Task => string.Join(' ', Point.Select(value => $"{value.Setting}={value.Value}"));

    /// <summary>Runs that diverged or could not go on.</summary>
    public int Failed => Count(RunOutcome.Diverged) + Count(RunOutcome.Failed);

    /// <summary>Runs that were interrupted before their last round.</summary>
    public int Interrupted => Count(RunOutcome.Interrupted);

    /// <summary>The runs that estimates are over: all but the interrupted ones, or, while none has ended, what all have reached so far.</summary>
    public ImmutableArray<RunSummary> Counted => IsUnderWay ? Runs : Runs.RemoveAll(run => RunOutcomes.Of(run) == RunOutcome.Interrupted);

    /// <summary>Whether values are those reached so far, since no run is finished.</summary>
    public bool IsUnderWay => Interrupted > 0 && Count(RunOutcome.Finished) == 0;

    /// <summary>What the runs can be compared with: the best policy found that sees no more than theirs, which has a period or is stationary.</summary>
    public double? Attainable
    {
        get
        {
            var (period, values) = (Runs[0].Period, Runs[0].ReferenceValues);
            return period > 1 ? values.BestPeriodic.FirstOrDefault(best => best.Period == period)?.Value ?? values.BestStationary : values.BestStationary;
        }
    }

    /// <summary>The run whose final objective is nearest to the estimate over all of them; of several the first.</summary>
    public RunSummary Typical
    {
        get
        {
            double centre = Final(run => run.Objective)!.Value.Value;
            var sound = Runs.Where(run => RunOutcomes.Of(run) == RunOutcome.Finished || (IsUnderWay && double.IsFinite(run.Objective))).ToArray();
            return sound.Length == 0 ? Runs[0] : sound.MinBy(run => double.IsFinite(centre) ? Math.Abs(run.Objective - centre) : 0)!;
        }
    }

    /// <summary>
    /// A final value of each counted run: one that diverged or could not go on counts as <paramref name="worst"/>. An interruption
    /// comes from outside and says nothing of the run, so that a run without its end is left out beside others that have one.
    /// </summary>
    /// <returns>[counted runs]; null if a run lacks the value.</returns>
    public double[]? Finals(Func<RunSummary, double?> value, double worst = double.NegativeInfinity)
    {
        var counted = Counted;
        double?[] finals = [.. counted.Select(run => RunOutcomes.Of(run) is RunOutcome.Finished or RunOutcome.Interrupted ? value(run) : worst)];
        return finals.Any(final => final is null) || counted.All(run => value(run) is null) ? null : Array.ConvertAll(finals, final => final!.Value);
    }

    /// <summary>The estimate of the runs' final values; null if a run lacks the value.</summary>
    public Estimate? Final(Func<RunSummary, double?> value, double worst = double.NegativeInfinity) =>
        Finals(value, worst) is { } finals ? Estimate.Of(finals) : null;

    private int Count(RunOutcome outcome) => Runs.Count(run => RunOutcomes.Of(run) == outcome);
}
