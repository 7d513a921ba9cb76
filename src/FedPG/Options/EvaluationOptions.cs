namespace FedPG.Options;

/// <summary>When the common policy is scored.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Rounds between two exact evaluations; round 0 and the last are always scored.</summary>
    [AtLeast(1)] public int Every { get; init; } = 1;

    /// <summary>Whether an experiment computes the reference values; with hundreds of states that takes longer than many runs.</summary>
    public bool References { get; init; } = true;
}
