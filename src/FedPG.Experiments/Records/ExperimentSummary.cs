using System.Collections.Immutable;

namespace FedPG.Experiments.Records;

/// <summary>All of <c>summary.json</c>.</summary>
public sealed record ExperimentSummary
{
    /// <summary>The experiment's name.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>One entry a run, in the order they were planned.</summary>
    public required ImmutableArray<RunSummary> Runs { get; init; }
}
