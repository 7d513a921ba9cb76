using FedPG.Asynchrony;
using FedPG.Options;

namespace Extension.Sample;

/// <summary>The section <c>fedpg.server.everyone</c>.</summary>
public sealed record EveryoneOptions
{
    /// <summary>The number of updates in a step, as a multiple of the number of agents.</summary>
    [AtLeast(1)] public int PerAgent { get; init; } = 1;
}

/// <summary>A mode whose server waits until every agent has delivered something, old or new, and then takes the mean of all.</summary>
public sealed class EveryoneMode(EveryoneOptions options) : IServerMode
{
    public bool TakesStale => true;

    public bool IsComplete(StepProgress step) => step.HarmonicMean > 0 && step.Updates >= options.PerAgent * step.Agents;
}
