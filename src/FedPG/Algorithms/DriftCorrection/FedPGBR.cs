using FedPG.Options;
using FedPG.Random;
using FedPG.Server;

namespace FedPG.Algorithms.DriftCorrection;

/// <summary>The section <c>fedpg.fedpg-br</c>.</summary>
public sealed record FedPGBROptions
{
    /// <summary>b: trajectories that the server samples per step.</summary>
    [AtLeast(1)] public int MiniBatch { get; init; } = 4;
}

/// <summary>
/// FedPG-BR (Fan et al. 2021, arXiv 2110.14074): each agent sends a gradient from B trajectories, and the server makes SCSG steps from
/// their aggregate μ: N times θ ← θ + η [g(θ) − w g(θ_r) + μ], with b trajectories that it samples itself and the importance weight
/// w = p(τ|θ_r)/p(τ|θ). N is geometric, at least 1, with mean (B+b)/b, as in the published experiments. The server's environment is the
/// first type. With H above 1, μ is the mean gradient along the local steps; the paper has H = 1. The filter that makes the algorithm
/// resilient is the aggregator <c>fedpg-filter</c>.
/// </summary>
internal sealed class FedPGBR(FederationSpecification specification, FedPGBROptions options, LocalProblem problem)
    : CorrectedPolicyGradient("fedpg-br", problem)
{
    public static IFederatedAlgorithm Create(FederationSpecification specification, FedPGBROptions options)
    {
        Requirement.Estimator(specification, "fedpg-br", GradientEstimator.Sampled, GradientEstimator.Expected, GradientEstimator.Exact);
        long steps = (long)options.MiniBatch * specification.Local.Horizon;
        if (steps > FederationSpecification.MostStepsPerGradient)
        {
            throw new SpecificationException(
                "fedpg-br.mini-batch × local.horizon", $"{steps}", $"at most {FederationSpecification.MostStepsPerGradient}");
        }

        return new FedPGBR(specification, options, LocalProblem.Of(specification, "s-fedpg"));
    }

    public override IReadOnlyList<string> Notices =>
    [
        .. base.Notices,
        "the server samples too, in the first type's environment; its steps are not among the environment steps",
        .. specification.Aggregator == "fedpg-filter" ? (string[])[] : ["fedpg-br without its filter: server.aggregator = fedpg-filter"],
    ];

    public override void Step(Span<double> aggregate, ServerRound round)
    {
        var theta = aggregate;
        var start = round.Parameters.AsSpan();
        double[] mu = new double[theta.Length], g = new double[theta.Length], weighted = new double[theta.Length];
        for (int i = 0; i < mu.Length; i++) mu[i] = (aggregate[i] - start[i]) / (Problem.StepSize * Problem.LocalSteps);
        var gradient = ServerGradient(round);
        start.CopyTo(theta);
        for (int n = Steps(round.Seed, round.Round); n > 0; n--)
        {
            gradient.Compare(theta, start, g, weighted);
            for (int i = 0; i < theta.Length; i++) theta[i] += Problem.StepSize * (g[i] - weighted[i] + mu[i]);
        }
    }

    protected override void Train(
        LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update, Span<double> state, IAgentGradient gradient,
        (double[] One, double[] Other) buffers)
    {
        for (int h = 0; h < Problem.LocalSteps; h++)
        {
            gradient.Compute(update, buffers.One);
            for (int i = 0; i < update.Length; i++) update[i] += Problem.StepSize * buffers.One[i];
        }
    }

    /// <summary>N: after each step another one follows with probability B/(B+b).</summary>
    internal int Steps(long seed, int round)
    {
        var random = RandomStreams.For(StreamPurpose.Server, (ulong)seed, round);
        double batch = specification.Local.Batch, more = batch / (batch + options.MiniBatch);
        int steps = 1;
        while (steps < int.MaxValue && random.NextDouble() < more) steps++;
        return steps;
    }

    /// <summary>Gradients of the first agent's environment from b trajectories. Streams of rounds below 0 are the server's.</summary>
    private IAgentGradient ServerGradient(ServerRound round)
    {
        var own = specification with { Local = specification.Local with { Batch = options.MiniBatch } };
        var gradient = LocalProblem.Of(own, "s-fedpg").CreateGradient();
        gradient.Begin(new LocalTask(round.Seed, -round.Round, Agent: 0));
        return gradient;
    }
}
