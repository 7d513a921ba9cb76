namespace FedPG.Options;

/// <summary>The common policy: its family, its period and its initial parameters.</summary>
public sealed record PolicyOptions
{
    /// <summary>The name of the family of policies.</summary>
    public string Family { get; init; } = "softmax";

    /// <summary>K: with K above 1 the policy also observes the phase t mod K.</summary>
    [Between(1, 64)] public int Period { get; init; } = 1;

    /// <summary>
    /// The initial logit of the first action (bits: of a first bit of 0) in every state; all other logits start at 0. With 0 the
    /// initial policy is uniform.
    /// </summary>
    [Between(-100, 100)] public double InitialLogit { get; init; }

    /// <summary>The options of the family tsallis.</summary>
    public TsallisOptions Tsallis { get; init; } = new();
}
