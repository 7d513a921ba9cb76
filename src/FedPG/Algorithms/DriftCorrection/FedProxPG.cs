using FedPG.Options;

namespace FedPG.Algorithms.DriftCorrection;

/// <summary>The section <c>fedpg.fedprox-pg</c>.</summary>
public sealed record FedProxPGOptions
{
    /// <summary>The algorithm that is corrected: its policy, regularisation and improvement operator.</summary>
    [OneOf("s-fedpg", "rs-fedpg", "b-rs-fedpg")]
    public string Base { get; init; } = "s-fedpg";

    /// <summary>μ: the weight of the distance from the broadcast.</summary>
    [AtLeast(0)] public double Mu { get; init; } = 0.1;
}

/// <summary>
/// FedProx (Li et al. 2020, arXiv 1812.06127) on policy gradients: local steps along g_i(θ) − μ(θ − θ_r) stay near the broadcast. This
/// lessens the bias that local steps leave, and does not remove it.
/// </summary>
internal sealed class FedProxPG(LocalProblem problem, FedProxPGOptions options) : CorrectedPolicyGradient("fedprox-pg", problem)
{
    public static IFederatedAlgorithm Create(FederationSpecification specification, FedProxPGOptions options) =>
        new FedProxPG(LocalProblem.Of(specification, options.Base), options);

    protected override void Train(
        LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update, Span<double> state, IAgentGradient gradient,
        (double[] One, double[] Other) buffers)
    {
        var theta = update;
        double[] g = buffers.One;
        for (int h = 0; h < Problem.LocalSteps; h++)
        {
            gradient.Compute(theta, g);
            for (int i = 0; i < theta.Length; i++) theta[i] += Problem.StepSize * (g[i] - options.Mu * (theta[i] - broadcast[i]));
        }
    }
}
