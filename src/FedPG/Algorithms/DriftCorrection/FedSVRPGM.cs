using System.Collections.Immutable;
using FedPG.Options;
using FedPG.Server;

namespace FedPG.Algorithms.DriftCorrection;

/// <summary>The section <c>fedpg.fedsvrpg-m</c>.</summary>
public sealed record FedSVRPGMOptions
{
    /// <summary>The algorithm that is corrected: its policy, regularisation and improvement operator.</summary>
    [OneOf("s-fedpg", "rs-fedpg", "b-rs-fedpg")]
    public string Base { get; init; } = "s-fedpg";

    /// <summary>β: the weight of the new gradient; 1 is federated averaging.</summary>
    [Between(0, 1)] public double Beta { get; init; } = 0.2;

    /// <summary>λ': the server's step along u_{r+1}; none is ηH, with which θ_{r+1} is the mean of the agents' θ.</summary>
    [AbsentAs("none")]
    [AtLeast(0, Exclusive = true)]
    public double? ServerStepSize { get; init; }
}

/// <summary>
/// FedSVRPG-M (arXiv 2405.19499): local steps along βg + (1−β)[u_r + g − w g(θ_{r−1})], both gradients on the same trajectories with the
/// importance weight w = p(τ|θ_{r−1})/p(τ|θ); u_{r+1} = mean(θ_{i,H} − θ_r)/(ηH) and θ_{r+1} = θ_r + λ'u_{r+1}. The first round has an
/// exchange more, for u_0 = mean g_i(θ_0). The correction lowers the variance; the fixed point keeps the bias of averaging for every β.
/// </summary>
internal sealed class FedSVRPGM(LocalProblem problem, FedSVRPGMOptions options) : CorrectedPolicyGradient("fedsvrpg-m", problem)
{
    private const string Direction = "fedsvrpg-m.u";
    private const string Earlier = "fedsvrpg-m.earlier";

    public override int Phases => 2;

    /// <summary>θ_r and, but for the first exchange, u_r and θ_{r−1}.</summary>
    public override int BroadcastLength => 3 * ParameterCount;

    public static IFederatedAlgorithm Create(FederationSpecification specification, FedSVRPGMOptions options)
    {
        string estimator = specification.Local.Estimator;
        return estimator is GradientEstimator.Sampled or GradientEstimator.Expected or GradientEstimator.Exact
            ? new FedSVRPGM(LocalProblem.Of(specification, options.Base), options)
            : throw new SpecificationException(
                "local.estimator", $"'{estimator}'",
                "sampled, expected or exact with fedsvrpg-m, which weighs whole trajectories");
    }

    public override int FirstPhase(ServerRound round) => round.State.Find(Direction).IsDefault ? 0 : 1;

    public override ImmutableArray<double> Broadcast(ServerRound round) => round.Phase == 0
        ? round.Parameters
        : [.. round.Parameters, .. round.State.Find(Direction), .. round.State.Find(Earlier)];

    public override void Step(Span<double> aggregate, ServerRound round)
    {
        double[] u = new double[ParameterCount];
        double length = round.Phase == 0 ? Problem.StepSize : Problem.StepSize * Problem.LocalSteps;
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = (aggregate[i] - round.Parameters[i]) / length;
            if (round.Phase == 1) aggregate[i] = round.Parameters[i] + (options.ServerStepSize ?? length) * u[i];
        }

        round.State = round.State.With(Direction, u).With(Earlier, round.Parameters);
    }

    protected override void Train(
        LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update, Span<double> state, IAgentGradient gradient,
        (double[] One, double[] Other) buffers)
    {
        var theta = update;
        var (g, weighted) = buffers;
        double beta = options.Beta;
        if (task.Phase == 0)
        {
            gradient.Compute(theta, g);
            for (int i = 0; i < theta.Length; i++) theta[i] += Problem.StepSize * g[i];
            return;
        }

        ReadOnlySpan<double> u = Part(broadcast, 1), earlier = Part(broadcast, 2);
        for (int h = 0; h < Problem.LocalSteps; h++)
        {
            gradient.Compare(theta, earlier, g, weighted);
            for (int i = 0; i < theta.Length; i++)
                theta[i] += Problem.StepSize * (beta * g[i] + (1 - beta) * (u[i] + g[i] - weighted[i]));
        }
    }
}
