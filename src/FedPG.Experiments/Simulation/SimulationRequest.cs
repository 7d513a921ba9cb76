namespace FedPG.Experiments.Simulation;

/// <summary>The trajectories to record: either with actions from a file or with those of a policy.</summary>
internal sealed record SimulationRequest
{
    /// <summary>A file of actions, or null.</summary>
    public string? ActionsFile { get; init; }

    /// <summary>A policy file, or null.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>The first state as JSON; drawn if null.</summary>
    public string? Start { get; init; }

    /// <summary>The number of trajectories; as many as there are lists of actions if null.</summary>
    public int? Episodes { get; init; }

    /// <summary>The most steps of a trajectory; that of the environment, or the number of actions, if null.</summary>
    public int? Horizon { get; init; }

    /// <summary>The seed of the random streams.</summary>
    public long Seed { get; init; }
}
