namespace FedPG.Options;

/// <summary>The baseline FedQ: federated Q-learning with a generative model.</summary>
public sealed record QLearningOptions
{
    /// <summary>α: step size of the Q update.</summary>
    [Between(0, 1)] public double StepSize { get; init; } = 0.001;

    /// <summary>Which entries an update moves.</summary>
    public QLearningUpdate Update { get; init; } = QLearningUpdate.Corrected;
}

/// <summary>Which entries a FedQ update moves.</summary>
public enum QLearningUpdate
{
    /// <summary>Only the entries that were drawn.</summary>
    Corrected,

    /// <summary>All of them, an undrawn entry towards 0, as in the published experiments.</summary>
    AsPublished,
}
