using System.Collections.Immutable;

namespace FedPG.Experiments.Records;

/// <summary>The content of <c>summary.json</c>.</summary>
public sealed record ExperimentSummary
{
    /// <summary>The experiment's name.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>One entry per run, in the order of the plan.</summary>
    public required ImmutableArray<RunSummary> Runs { get; init; }
}
