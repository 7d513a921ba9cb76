using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Policies;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Experiments.Inspection;

/// <summary>The answer of <c>fedpg evaluate</c> for a policy, with the fewest agents that the file allows. Gradients are nested like the
/// parameters.</summary>
/// <param name="Objective">J.</param>
/// <param name="PerEnvironment">J of each type, [types].</param>
/// <param name="RegularizedObjective">J plus λ times the entropy bonus.</param>
/// <param name="Policy">π, [S][A].</param>
/// <param name="Gradient">∇J; null for a policy given as probabilities.</param>
/// <param name="RegularizedGradient">∇ of the regularised objective.</param>
/// <param name="TruncatedGradient">The expectation of the sampled gradient at the horizon; null without one.</param>
/// <param name="TruncatedRegularizedGradient">The truncated gradient with regularised rewards; null without a horizon.</param>
/// <param name="Notices">Remarks about these numbers, one sentence each.</param>
internal sealed record PolicyAssessment(
    double Objective,
    ImmutableArray<double> PerEnvironment,
    double RegularizedObjective,
    JsonArray Policy,
    JsonArray? Gradient,
    JsonArray? RegularizedGradient,
    JsonArray? TruncatedGradient,
    JsonArray? TruncatedRegularizedGradient,
    ImmutableArray<string> Notices)
{
    /// <summary>Assesses a policy.</summary>
    /// <param name="environments">The environments, without phases; scored under their evaluation distribution.</param>
    /// <param name="parameters">The policy.</param>
    /// <param name="temperature">λ.</param>
    /// <param name="horizon">T of the truncated gradients, or null for none.</param>
    public static PolicyAssessment Of(EnvironmentSet environments, PolicyParameters parameters, double temperature, int? horizon)
    {
        var (scaled, exponent) = RewardScale.Of(environments);
        var phased = PeriodicEnvironments.WithPeriod(scaled, parameters.Period);
        var policy = parameters.ToPolicy(environments);
        if (phased.Discount == 1 && !phased.Types.All(type => type.Episodes.Ends(policy.Probabilities)))
        {
            throw new SpecificationException(
                "policy", "one that need not end, with a discount of 1", "a policy that ends from every state");
        }

        int agents = phased.Shares.Least;
        var objective = new FederatedObjective(phased, agents);
        double scaledTemperature = Math.ScaleB(temperature, exponent);
        var score = objective.Score(policy, scaledTemperature);
        double Unscaled(double value) => Math.ScaleB(value, -exponent);
        JsonArray? Exact(double λ) =>
            policy is DifferentiablePolicy smooth ? Nest(Array.ConvertAll(objective.Gradient(smooth, λ), Unscaled), parameters) : null;
        JsonArray? Truncated(double λ) => policy is DifferentiablePolicy smooth && horizon is { } steps
            ? Nest(Array.ConvertAll(Estimators.TruncatedGradient.Of(phased, agents, smooth, λ, steps), Unscaled), parameters)
            : null;
        double[] values = [Unscaled(score.Objective), Unscaled(score.Regularized), .. score.PerEnvironment.Select(Unscaled)];
        return new PolicyAssessment(
            values[0],
            [.. values[2..]],
            values[1],
            Rows(policy.Probabilities, policy.Actions),
            Exact(0),
            Exact(scaledTemperature),
            Truncated(0),
            Truncated(scaledTemperature),
            values.All(double.IsFinite) ? environments.Notices : environments.Notices.Add(RewardScale.Overflow));
    }

    private static JsonArray Nest(double[] gradient, PolicyParameters parameters) =>
        parameters.Parameterization == PolicyParameterization.BitSoftmax
            ? new JsonArray([.. gradient.Chunk(parameters.RowSize).Select(state => (JsonNode)Rows(state, 2))])
            : Rows(gradient, parameters.RowSize);

    private static JsonArray Rows(ReadOnlySpan<double> numbers, int width) =>
        new([.. numbers.ToArray().Chunk(width).Select(row => (JsonNode)new JsonArray([.. row.Select(x => (JsonNode)x)]))]);
}
