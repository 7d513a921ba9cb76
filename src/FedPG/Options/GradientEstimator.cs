namespace FedPG.Options;

/// <summary>The names of the built-in estimators of a local gradient, for <see cref="LocalOptions.Estimator"/>.</summary>
public static class GradientEstimator
{
    /// <summary>From B sampled trajectories of T steps.</summary>
    public const string Sampled = "sampled";

    /// <summary>The exact expectation of the sampled estimator: no noise, the same bias of the horizon T.</summary>
    public const string Expected = "expected";

    /// <summary>The exact gradient, without a horizon: no noise and no bias.</summary>
    public const string Exact = "exact";

    /// <summary>From B sampled pairs of a state and an action, with the exact values of the policy (arXiv 2605.24357).</summary>
    public const string ExactCritic = "exact-critic";
}
