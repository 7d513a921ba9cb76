namespace FedPG.Experiments.Execution;

/// <summary>What becomes of what an earlier execution has left.</summary>
public enum ExperimentStart
{
    /// <summary>There must be nothing.</summary>
    New,

    /// <summary>It is replaced.</summary>
    Overwrite,

    /// <summary>It is gone on from.</summary>
    Resume,
}
