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

    /// <summary>The features that a policy over observations sees; finite environments have none.</summary>
    public FeatureKind Features { get; init; } = FeatureKind.Linear;

    /// <summary>b: bits per action dimension of a discrete policy over features.</summary>
    [Between(1, 16)] public int Bits { get; init; } = 3;

    /// <summary>What each action dimension's distribution depends on.</summary>
    public ActionDimensions Dimensions { get; init; } = ActionDimensions.Independent;

    /// <summary>How bits become an action.</summary>
    public ActionDecoding Decoding { get; init; } = ActionDecoding.Endpoints;

    /// <summary>τ: the weight of the uniform distribution that every bit or level is mixed with, for policies over features.</summary>
    [Between(0, 0.999)] public double Floor { get; init; }

    /// <summary>The options of polynomial features.</summary>
    public PolynomialOptions Polynomial { get; init; } = new();

    /// <summary>The options of Fourier features.</summary>
    public FourierOptions Fourier { get; init; } = new();

    /// <summary>The options of tile coding.</summary>
    public TileOptions Tiles { get; init; } = new();

    /// <summary>The options of the network.</summary>
    public MlpOptions Mlp { get; init; } = new();

    /// <summary>The options of the family gaussian.</summary>
    public GaussianOptions Gaussian { get; init; } = new();

    /// <summary>The options of the family tsallis.</summary>
    public TsallisOptions Tsallis { get; init; } = new();
}
