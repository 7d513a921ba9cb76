using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Estimators;

/// <summary>Creates values by the name of <c>local.estimator</c>.</summary>
internal static class PolicyValues
{
    /// <summary>The estimators that have values for every pair.</summary>
    public static readonly string[] Names = [GradientEstimator.Exact, GradientEstimator.Expected, GradientEstimator.Sampled];

    /// <summary>Creates the values of a thread.</summary>
    /// <param name="environments">All environments, with phases.</param>
    /// <param name="local">The options of local training, with one of <see cref="Names"/>.</param>
    public static IPolicyValues Create(EnvironmentSet environments, LocalOptions local) => local.Estimator switch
    {
        GradientEstimator.Exact => new ExactPolicyValues(environments),
        GradientEstimator.Expected => new ExpectedPolicyValues(environments, local),
        _ => new SampledPolicyValues(environments, local),
    };
}
