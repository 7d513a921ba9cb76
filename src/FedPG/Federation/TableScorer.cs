using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Federation;

/// <summary>Scores the policies of finite environments exactly, from their tables.</summary>
internal sealed class TableScorer : IParameterScorer
{
    private const int MostTogether = 8;

    /// <summary>
    /// Policies scored together with more numbers of their own than this would evict the data that they share from the caches.
    /// </summary>
    private const int NumbersTogether = 1 << 18;

    private readonly FederationSpecification _specification;
    private readonly EnvironmentSet _environments;
    private readonly PolicyScorer _scorer;
    private readonly Policy[] _policies;
    private readonly int _policiesPerRound;

    /// <summary>Creates the scorer of a run.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The run's algorithm.</param>
    public TableScorer(FederationSpecification specification, IFederatedAlgorithm algorithm)
    {
        _specification = specification;
        _environments = specification.PhasedEnvironments;
        _policiesPerRound = algorithm.Policies;
        _policies = [.. Enumerable.Range(0, Together(_environments)).Select(_ => algorithm.CreatePolicy())];
        _scorer = new PolicyScorer(new FederatedObjective(_environments, specification.Agents), _policies.Length);
    }

    public int Capacity => _policies.Length;

    public ParameterScore[] Score(ReadOnlySpan<RoundOutcome> outcomes)
    {
        var sums = new Sum[outcomes.Length];
        int all = outcomes.Length * _policiesPerRound;
        for (int from = 0, count; from < all; from += count)
        {
            count = Math.Min(_policies.Length, all - from);
            for (int i = 0; i < count; i++) Set(_policies[i], outcomes[(from + i) / _policiesPerRound], (from + i) % _policiesPerRound);
            var scores = _scorer.Score(_policies.AsSpan(0, count), _specification.Entropy.Temperature);
            for (int i = 0; i < count; i++) Add(ref sums[(from + i) / _policiesPerRound], scores[i], (from + i) % _policiesPerRound);
        }

        return Array.ConvertAll(sums, Mean);
    }

    /// <summary>The number of policies that fit in the inner caches with their tables.</summary>
    private static int Together(EnvironmentSet environments) =>
        (int)Math.Clamp(NumbersTogether / (environments.States * (environments.States + 2L * environments.Actions)), 1, MostTogether);

    private static void Set(Policy policy, RoundOutcome outcome, int index) =>
        policy.SetParameters(outcome.Parameters.AsSpan(index * policy.ParameterCount, policy.ParameterCount));

    private void Add(ref Sum sum, PolicyScore score, int policy)
    {
        sum.PerEnvironment ??= new double[_environments.TypeCount];
        sum.Objective += score.Objective;
        sum.Regularized += score.Regularized;
        sum.Own += _policiesPerRound == 1 ? score.Objective : score.PerEnvironment[_environments.TypeOf(policy, _specification.Agents)];
        for (int type = 0; type < sum.PerEnvironment.Length; type++) sum.PerEnvironment[type] += score.PerEnvironment[type];
    }

    private ParameterScore Mean(Sum sum) => new(
        sum.Objective / _policiesPerRound,
        sum.Regularized / _policiesPerRound,
        sum.Own / _policiesPerRound,
        [.. sum.PerEnvironment.Select(value => value / _policiesPerRound)]);

    private struct Sum
    {
        public double Objective;
        public double Regularized;
        public double Own;
        public double[] PerEnvironment;
    }
}
