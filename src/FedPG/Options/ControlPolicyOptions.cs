namespace FedPG.Options;

/// <summary>The features of an observation.</summary>
public enum FeatureKind
{
    /// <summary>The scaled observed variables and 1.</summary>
    Linear,

    /// <summary>Monomials up to a degree.</summary>
    Polynomial,

    /// <summary>The Fourier basis.</summary>
    Fourier,

    /// <summary>Tile coding.</summary>
    Tiles,

    /// <summary>A feature per value of a discrete observed variable.</summary>
    OneHot,

    /// <summary>A network with tanh units, which is learned.</summary>
    Mlp,
}

/// <summary>What each action dimension's distribution depends on.</summary>
public enum ActionDimensions
{
    /// <summary>The features alone.</summary>
    Independent,

    /// <summary>The features and the actions of the dimensions before.</summary>
    Autoregressive,

    /// <summary>The features of the observed variable with its number.</summary>
    Separate,
}

/// <summary>The baseline that sampled gradients subtract from the rewards-to-go.</summary>
public enum GradientBaseline
{
    /// <summary>Nothing, as in the paper.</summary>
    None,

    /// <summary>The mean over the other trajectories at the same step.</summary>
    Mean,

    /// <summary>Least squares on the features, fitted on the other half of the trajectories.</summary>
    Linear,
}

/// <summary>The section <c>policy.polynomial</c>.</summary>
public sealed record PolynomialOptions
{
    /// <summary>The largest degree of a monomial.</summary>
    [Between(1, 8)] public int Degree { get; init; } = 2;
}

/// <summary>The section <c>policy.fourier</c>.</summary>
public sealed record FourierOptions
{
    /// <summary>The order: the largest frequency of each variable.</summary>
    [Between(1, 64)] public int Order { get; init; } = 3;
}

/// <summary>The section <c>policy.tiles</c>.</summary>
public sealed record TileOptions
{
    /// <summary>The number of grids.</summary>
    [Between(1, 256)] public int Tilings { get; init; } = 8;

    /// <summary>The number of tiles per variable.</summary>
    [Between(1, 256)] public int Tiles { get; init; } = 4;
}

/// <summary>The section <c>policy.mlp</c>.</summary>
public sealed record MlpOptions
{
    /// <summary>The number of units of each hidden layer.</summary>
    [Between(1, 65536)] public int[] Hidden { get; init; } = [16, 16];
}

/// <summary>The section <c>policy.gaussian</c>.</summary>
public sealed record GaussianOptions
{
    /// <summary>σ before the first round, in units of the action.</summary>
    [AtLeast(0, Exclusive = true)] public double Sigma { get; init; } = 0.5;

    /// <summary>Whether log σ is learned.</summary>
    public bool LearnSigma { get; init; } = true;

    /// <summary>
    /// K before the first round, [d][o], where the mean action is K times the observation; over linear features. Empty for 0.
    /// </summary>
    public double[][] Gain { get; init; } = [];
}
