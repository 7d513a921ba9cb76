using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Policies;

namespace FedPG.Scoring;

/// <summary>The exact score of a policy.</summary>
/// <param name="Objective">J(π), the mean over agents.</param>
/// <param name="PerEnvironment">J of each type, [types].</param>
/// <param name="Regularized">J plus λ times the mean entropy bonus.</param>
public sealed record PolicyScore(double Objective, ImmutableArray<double> PerEnvironment, double Regularized);

/// <summary>
/// The federated objective J(π) = (1/M) Σ_c J_c(π) and its exact gradient. Each distinct environment is solved once, however many
/// agents have it.
/// </summary>
public sealed class FederatedObjective
{
    private readonly ImmutableArray<double> _weights;
    private readonly ImmutableArray<int> _first;

    /// <summary>The objective of a set of environments.</summary>
    /// <param name="environments">The environments, with phases if the policy has them.</param>
    /// <param name="agents">M, from which the weights of the types follow.</param>
    public FederatedObjective(EnvironmentSet environments, int agents)
        : this(environments, environments.TypeWeights(agents))
    {
    }

    /// <summary>The objective in which the types have other weights.</summary>
    /// <param name="environments">The environments, with phases if the policy has them.</param>
    /// <param name="weights">The weights of the types, [types], which sum to 1.</param>
    internal FederatedObjective(EnvironmentSet environments, ImmutableArray<double> weights)
    {
        Environments = environments;
        _weights = weights;
        _first = [.. environments.Types.Select(type => environments.Types.IndexOf(type, ReferenceEqualityComparer.Instance))];
    }

    /// <summary>The environments.</summary>
    public EnvironmentSet Environments { get; }

    /// <summary>The distinct environments, each with the fraction of the agents that have it.</summary>
    public IEnumerable<(MarkovDecisionProcess Process, double Weight)> Distinct =>
        from type in Enumerable.Range(0, _first.Length)
        group _weights[type] by _first[type] into same
        select (Environments.Types[same.Key], same.Sum());

    /// <summary>Scores a policy under the evaluation distribution.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="temperature">λ of the regularised objective.</param>
    public PolicyScore Score(Policy policy, double temperature) => new PolicyScorer(this, policies: 1).Score([policy], temperature)[0];

    /// <summary>The fraction of the agents that have a type.</summary>
    internal double WeightOf(int type) => _weights[type];

    /// <summary>The first type with the same environment as a type.</summary>
    internal int FirstLike(int type) => _first[type];

    /// <summary>∇_θ of J, or of the regularised objective if <paramref name="temperature"/> is above 0, [parameters].</summary>
    /// <param name="policy">The policy at θ.</param>
    /// <param name="temperature">λ.</param>
    public double[] Gradient(DifferentiablePolicy policy, double temperature)
    {
        var credit = new double[Environments.States * Environments.Actions];
        foreach (var (process, weight) in Distinct) AddCredit(process, weight, policy, temperature, credit);
        var gradient = new double[policy.ParameterCount];
        policy.ScoreGradient(credit, gradient);
        return gradient;
    }

    /// <summary>credit(s,a) += weight · d(s) π(a|s) Q(s,a). The omitted term −λ ∇ log π has mean 0 under π.</summary>
    private void AddCredit(MarkovDecisionProcess process, double weight, Policy policy, double temperature, double[] credit)
    {
        var chain = new DiscountedChain(process, Environments.Discount, policy.Probabilities);
        double[] rewards = Regularize(process, policy, temperature);
        double[] actionValues = chain.ActionValues(rewards, chain.Values(rewards));
        double[] visits = chain.Visits(Environments.ScoredFrom(process));
        for (int i = 0; i < credit.Length; i++)
        {
            double probability = policy.Probabilities[i];
            if (probability > 0) credit[i] += weight * visits[i / process.Actions] * probability * actionValues[i];
        }
    }

    private static double[] Regularize(MarkovDecisionProcess process, Policy policy, double temperature)
    {
        double[] rewards = process.Rewards.ToArray();
        if (temperature == 0) return rewards;
        for (int i = 0; i < rewards.Length; i++) rewards[i] -= temperature * policy.LogLikelihood[i];
        return rewards;
    }
}
