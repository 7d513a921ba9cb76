using System.Collections.Immutable;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Server;

namespace FedPG.Algorithms.DriftCorrection;

/// <summary>The section <c>fedpg.scaffold-pg</c>.</summary>
public sealed record ScaffoldPGOptions
{
    /// <summary>The algorithm that is corrected: its policy, regularisation and improvement operator.</summary>
    [OneOf("s-fedpg", "rs-fedpg", "b-rs-fedpg")]
    public string Base { get; init; } = "s-fedpg";

    /// <summary>
    /// control-variates: c at the server and c_i at each agent, for any participation. one-vector: a single vector at each agent and
    /// nothing more on the network, for runs in which all agents take part in every round.
    /// </summary>
    [OneOf("control-variates", "one-vector")]
    public string Form { get; init; } = "control-variates";
}

/// <summary>
/// SCAFFOLD (Karimireddy et al. 2020, arXiv 1910.06378, option II) on policy gradients. Local steps along g_i(θ) − c_i + c; then c_i' = c_i
/// − c + (θ_{i,H} − θ_r)/(ηH), which goes up as its change, and c' = c + (|S|/M) mean_S(c_i' − c_i).
/// </summary>
internal sealed class ScaffoldPG(LocalProblem problem) : CorrectedPolicyGradient(Id, problem)
{
    public const string Id = "scaffold-pg";

    private const string Control = "scaffold-pg.c";

    /// <summary>θ_r and c.</summary>
    public override int BroadcastLength => 2 * ParameterCount;

    /// <summary>θ_{i,H} and c_i' − c_i.</summary>
    public override int UpdateLength => 2 * ParameterCount;

    /// <summary>c_i.</summary>
    public override int AgentStateLength => ParameterCount;

    public static IFederatedAlgorithm Create(FederationSpecification specification, ScaffoldPGOptions options)
    {
        var problem = LocalProblem.Of(specification, options.Base);
        if (options.Form == "control-variates") return new ScaffoldPG(problem);
        bool isEveryone = specification.Participation is FullParticipation or FaultModel { AsksEveryone: true };
        if (isEveryone && specification.Optimizer == FederationSpecification.NoOptimizer && problem.IsAveraging)
            return new ScaffoldPGOneVector(problem);
        string other = !isEveryone ? "faults or partial participation"
            : !problem.IsAveraging ? "an improvement operator" : $"server.optimizer = {specification.Optimizer}";
        throw new SpecificationException(
            "scaffold-pg.form", $"one-vector with {other}", "control-variates, or a run in which θ̄ of all agents is the next broadcast");
    }

    public override ImmutableArray<double> Broadcast(ServerRound round) =>
        [.. round.Parameters, .. round.State.Copy(Control, ParameterCount)];

    public override void Step(Span<double> aggregate, ServerRound round)
    {
        double[] c = round.State.Copy(Control, ParameterCount);
        var change = Part(aggregate, 1);
        for (int i = 0; i < c.Length; i++) c[i] += (double)round.Updates / Participants * change[i];
        round.State = round.State.With(Control, c);
    }

    protected override void Train(
        LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update, Span<double> state, IAgentGradient gradient,
        (double[] One, double[] Other) buffers)
    {
        Span<double> theta = update[..ParameterCount], own = state;
        var c = Part(broadcast, 1);
        double[] g = buffers.One;
        for (int h = 0; h < Problem.LocalSteps; h++)
        {
            gradient.Compute(theta, g);
            for (int i = 0; i < theta.Length; i++) theta[i] += Problem.StepSize * (g[i] - own[i] + c[i]);
        }

        var change = update[ParameterCount..];
        for (int i = 0; i < theta.Length; i++)
        {
            change[i] = (theta[i] - broadcast[i]) / (Problem.StepSize * Problem.LocalSteps) - c[i];
            own[i] += change[i];
        }
    }
}
