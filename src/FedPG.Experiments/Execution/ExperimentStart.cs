namespace FedPG.Experiments.Execution;

/// <summary>What to do with the results of an earlier execution.</summary>
public enum ExperimentStart
{
    /// <summary>Refuse them: the folder must be empty.</summary>
    New,

    /// <summary>Replace them.</summary>
    Overwrite,

    /// <summary>Continue from them.</summary>
    Resume,
}
