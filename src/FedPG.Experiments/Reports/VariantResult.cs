using System.Collections.Immutable;
using FedPG.Experiments.Records;
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

    /// <summary>Who took part.</summary>
    public required ParticipationResult Participation { get; init; }

    /// <summary>The same on the simulated clock.</summary>
    public required TimeResult Time { get; init; }

    /// <summary>The environment of its runs.</summary>
    public string Environment => Runs[0].Environment;

    /// <summary>Runs whose objective is not a number.</summary>
    public int Failed => Runs.Count(run => !double.IsFinite(run.Objective));

    /// <summary>Runs that were interrupted before their last round.</summary>
    public int Interrupted => Runs.Count(run => !run.Completed && double.IsFinite(run.Objective));

    /// <summary>
    /// The runs that the final values are means of: finished and finite. If no run is finished, those under way, so that an interrupted
    /// experiment still says how far it came.
    /// </summary>
    public ImmutableArray<RunSummary> Counted
    {
        get
        {
            var finite = Runs.Where(run => double.IsFinite(run.Objective)).ToArray();
            var finished = finite.Where(run => run.Completed).ToArray();
            return finished.Length > 0 ? [.. finished] : [.. finite];
        }
    }

    /// <summary>Mean over the counted runs of a value that some may lack; none if any lacks it.</summary>
    public MeanInterval? Mean(Func<RunSummary, double?> value)
    {
        var values = Counted.Select(value).ToArray();
        return values.Length == 0 || values.Any(v => v is null) ? null : MeanInterval.Of(Array.ConvertAll(values, v => v!.Value));
    }
}
