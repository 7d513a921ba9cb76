using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Federation;

/// <summary>Scores rounds exactly. Not thread-safe.</summary>
internal sealed class RoundEvaluator
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

    /// <summary>Creates the evaluator of a run.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The run's algorithm.</param>
    public RoundEvaluator(FederationSpecification specification, IFederatedAlgorithm algorithm)
    {
        _specification = specification;
        _environments = specification.PhasedEnvironments;
        _policiesPerRound = algorithm.Policies;
        _policies = [.. Enumerable.Range(0, Together(_environments)).Select(_ => algorithm.CreatePolicy())];
        _scorer = new PolicyScorer(new FederatedObjective(_environments, specification.Agents), _policies.Length);
    }

    /// <summary>The number of policies to score together for the least time.</summary>
    public int Capacity => _policies.Length;

    /// <summary>Whether a round is scored.</summary>
    public bool IsDue(int round) => IsRegular(round) || round == _specification.Rounds;

    /// <summary>Whether a round is scored even if it is not the last one.</summary>
    public bool IsRegular(int round) => round % _specification.Evaluation.Every == 0;

    /// <summary>Scores a round.</summary>
    public RoundReport Evaluate(RoundOutcome outcome) => Evaluate([outcome])[0];

    /// <summary>Scores rounds. Several together take less time than each alone and give the same bits.</summary>
    /// <param name="outcomes">The rounds.</param>
    /// <returns>The reports of the rounds, in the same order.</returns>
    public RoundReport[] Evaluate(ReadOnlySpan<RoundOutcome> outcomes)
    {
        var means = new MeanScore[outcomes.Length];
        int all = outcomes.Length * _policiesPerRound;
        for (int from = 0, count; from < all; from += count)
        {
            count = Math.Min(_policies.Length, all - from);
            for (int i = 0; i < count; i++) Set(_policies[i], outcomes[(from + i) / _policiesPerRound], (from + i) % _policiesPerRound);
            var scores = _scorer.Score(_policies.AsSpan(0, count), _specification.Entropy.Temperature);
            for (int i = 0; i < count; i++) Add(ref means[(from + i) / _policiesPerRound], scores[i], (from + i) % _policiesPerRound);
        }

        var reports = new RoundReport[outcomes.Length];
        for (int i = 0; i < reports.Length; i++) reports[i] = Report(outcomes[i], means[i]);
        return reports;
    }

    /// <summary>The number of policies that fit in the inner caches with their tables.</summary>
    private static int Together(EnvironmentSet environments) =>
        Math.Clamp(NumbersTogether / (environments.States * (environments.States + 2 * environments.Actions)), 1, MostTogether);

    private static void Set(Policy policy, RoundOutcome outcome, int index) =>
        policy.SetParameters(outcome.Parameters.AsSpan(index * policy.ParameterCount, policy.ParameterCount));

    private void Add(ref MeanScore sum, PolicyScore score, int policy)
    {
        sum.PerEnvironment ??= new double[_environments.Types.Length];
        sum.Objective += score.Objective;
        sum.Regularized += score.Regularized;
        sum.Own += _policiesPerRound == 1 ? score.Objective : score.PerEnvironment[_environments.TypeOf(policy, _specification.Agents)];
        for (int type = 0; type < sum.PerEnvironment.Length; type++) sum.PerEnvironment[type] += score.PerEnvironment[type];
    }

    private RoundReport Report(RoundOutcome outcome, MeanScore sum) => new()
    {
        Round = outcome.Round,
        Objective = sum.Objective / _policiesPerRound,
        RegularizedObjective = sum.Regularized / _policiesPerRound,
        OwnObjective = sum.Own / _policiesPerRound,
        PerEnvironment = [.. sum.PerEnvironment.Select(value => value / _policiesPerRound)],
        Participants = outcome.Participants,
        RaisedProbabilities = outcome.Moved.Raised,
        MassMoved = outcome.Moved.Mass,
        Tally = outcome.Tally,
        Repairs = outcome.Repairs,
        Drift = outcome.Drift,
        Parameters = outcome.Parameters,
    };

    private struct MeanScore
    {
        public double Objective;
        public double Regularized;
        public double Own;
        public double[] PerEnvironment;
    }
}
