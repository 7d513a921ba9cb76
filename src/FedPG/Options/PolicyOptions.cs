namespace FedPG.Options;

/// <summary>What the common policy sees.</summary>
public sealed record PolicyOptions
{
    /// <summary>K: with K above 1 the policy also sees t mod K, the phase.</summary>
    [Between(1, 64)] public int Period { get; init; } = 1;

    /// <summary>θ_0 of the first action (bits: of a first bit of 0) in every state, all others being 0: 0 is the uniform policy.</summary>
    [Between(-100, 100)] public double InitialLogit { get; init; }
}
