namespace FedPG.Options;

/// <summary>What the common policy sees.</summary>
public sealed record PolicyOptions
{
    /// <summary>K: with K above 1 the policy also sees t mod K, the phase.</summary>
    [Between(1, 64)] public int Period { get; init; } = 1;
}
