namespace FedPG.Options;

/// <summary>The baseline FedQ: federated Q-learning with a generative model.</summary>
public sealed record QLearningOptions
{
    /// <summary>α: the step size of the Q update.</summary>
    [Between(0, 1)] public double StepSize { get; init; } = 0.001;

    /// <summary>Which entries an update moves.</summary>
    public QLearningUpdate Update { get; init; } = QLearningUpdate.Corrected;
}

/// <summary>Which entries a FedQ update moves.</summary>
public enum QLearningUpdate
{
    /// <summary>Only the drawn entries.</summary>
    Corrected,

    /// <summary>All entries, undrawn ones towards 0, as in the published experiments.</summary>
    AsPublished,
}
