using System.Collections.Immutable;
using System.Globalization;
using FedPG.Options;
using FedPG.Server;

namespace FedPG.Algorithms.DriftCorrection;

/// <summary>The section <c>fedpg.fast-fedpg</c>.</summary>
public sealed record FastFedPGOptions
{
    /// <summary>The algorithm that is corrected: its policy, regularisation and improvement operator.</summary>
    [OneOf("s-fedpg", "rs-fedpg", "b-rs-fedpg")]
    public string Base { get; init; } = "s-fedpg";
}

/// <summary>
/// Fast-FedPG (arXiv 2409.05291). A round has two exchanges: the agents' gradients g_i(θ_r) and their mean ḡ; then local steps along g_i(θ)
/// − g_i(θ_r) + ḡ. An agent computes g_i(θ_r) again in the second exchange, from the same draws, instead of remembering it. On quadratics
/// with curvatures a_i the iteration is stable only if (mean a_i) × mean(q_i/a_i) &lt; 2 with q_i = 1 − (1 − ηa_i)^H.
/// </summary>
internal sealed class FastFedPG(LocalProblem problem) : CorrectedPolicyGradient("fast-fedpg", problem)
{
    private const string MeanGradient = "fast-fedpg.g";

    public override int Phases => 2;

    /// <summary>θ_r and, in the second phase, ḡ.</summary>
    public override int BroadcastLength => 2 * ParameterCount;

    public override long StepsPerTraining => (Problem.LocalSteps + 1) * Problem.StepsPerGradient;

    public static IFederatedAlgorithm Create(FederationSpecification specification, FastFedPGOptions options) =>
        new FastFedPG(LocalProblem.Of(specification, options.Base));

    public override IReadOnlyList<string> NoticesOn(ReadOnlySpan<double> parameters)
    {
        if (FastFedPGStability.LargestEigenvalue(Problem, parameters) is not (> 2 and var eigenvalue)) return [];
        string found = eigenvalue.ToString("G3", CultureInfo.InvariantCulture);
        return
        [
            $"fast-fedpg is not stable at the maximum near the last θ (eigenvalue {found}, stable up to 2): take fewer local.steps or a "
                + "smaller local.step-size",
        ];
    }

    public override ImmutableArray<double> Broadcast(ServerRound round) =>
        round.Phase == 0 ? round.Parameters : [.. round.Parameters, .. round.State.Find(MeanGradient)];

    public override void Step(Span<double> aggregate, ServerRound round)
    {
        if (round.Phase == 1)
        {
            round.State = round.State.Without(MeanGradient);
            return;
        }

        double[] mean = new double[ParameterCount];
        for (int i = 0; i < mean.Length; i++) mean[i] = (aggregate[i] - round.Parameters[i]) / Problem.StepSize;
        round.State = round.State.With(MeanGradient, mean);
    }

    protected override void Train(
        LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update, Span<double> state, IAgentGradient gradient,
        (double[] One, double[] Other) buffers)
    {
        var theta = update;
        var (g, start) = buffers;
        gradient.Compute(theta, start);
        if (task.Phase == 0)
        {
            // The gradient travels as one step from θ_r, so that every update is near the broadcast.
            for (int i = 0; i < theta.Length; i++) theta[i] += Problem.StepSize * start[i];
            return;
        }

        var mean = Part(broadcast, 1);
        for (int h = 0; h < Problem.LocalSteps; h++)
        {
            gradient.Compute(theta, g);
            for (int i = 0; i < theta.Length; i++) theta[i] += Problem.StepSize * (g[i] - start[i] + mean[i]);
        }
    }
}
