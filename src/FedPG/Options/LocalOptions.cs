namespace FedPG.Options;

/// <summary>The local training of an agent between two aggregations (Algorithm 1 of arXiv 2505.23459).</summary>
public sealed record LocalOptions
{
    /// <summary>H: local steps per round.</summary>
    [AtLeast(1)] public int Steps { get; init; } = 5;

    /// <summary>B: trajectories per local step; pairs of a state and an action with FedQ and the exact critic.</summary>
    [AtLeast(1)] public int Batch { get; init; } = 20;

    /// <summary>T: environment steps per trajectory.</summary>
    [AtLeast(1)] public int Horizon { get; init; } = 20;

    /// <summary>η: step size of the local policy-gradient ascent.</summary>
    [AtLeast(0, Exclusive = true)] public double StepSize { get; init; } = 0.01;

    /// <summary>The name of the estimator of the local gradient, such as <see cref="GradientEstimator.Sampled"/>.</summary>
    public string Estimator { get; init; } = GradientEstimator.Sampled;

    /// <summary>The baseline of sampled gradients over features.</summary>
    public GradientBaseline Baseline { get; init; } = GradientBaseline.None;
}
