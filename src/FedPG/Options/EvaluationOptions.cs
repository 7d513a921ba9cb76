namespace FedPG.Options;

/// <summary>When the common policy is scored, and what its scores can be compared with.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Rounds between evaluations; round 0 and the last round are always scored.</summary>
    [AtLeast(1)] public int Every { get; init; } = 1;

    /// <summary>Trajectories per type that score a policy over features where no formula does.</summary>
    [Between(2, 1_000_000)] public int Episodes { get; init; } = 100;

    /// <summary>The reference values that an experiment computes. Earlier versions accepted true and false.</summary>
    [Alias("true", ReferenceScope.Auto)]
    [Alias("false", ReferenceScope.None)]
    public ReferenceScope References { get; init; } = ReferenceScope.Auto;
}
