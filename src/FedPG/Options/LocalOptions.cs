namespace FedPG.Options;

/// <summary>The local training of an agent between two aggregations (Algorithm 1 of arXiv 2505.23459).</summary>
public sealed record LocalOptions
{
    /// <summary>H: local steps per round.</summary>
    [AtLeast(1)] public int Steps { get; init; } = 5;

    /// <summary>B: trajectories (FedQ: state-action pairs) per local step.</summary>
    [AtLeast(1)] public int Batch { get; init; } = 20;

    /// <summary>T: environment steps per trajectory.</summary>
    [AtLeast(1)] public int Horizon { get; init; } = 20;

    /// <summary>η: step size of the local policy-gradient ascent.</summary>
    [AtLeast(0, Exclusive = true)] public double StepSize { get; init; } = 0.01;

    /// <summary>Whether the gradient is sampled or replaced by its exact expectation.</summary>
    public GradientEstimator Estimator { get; init; } = GradientEstimator.Sampled;
}

/// <summary>How a local gradient is obtained.</summary>
public enum GradientEstimator
{
    /// <summary>From B sampled trajectories of T steps.</summary>
    Sampled,

    /// <summary>The exact expectation of the sampled estimator: no noise, the same bias.</summary>
    Expected,
}
