using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Control.Exact;
using FedPG.Control.Policies;
using FedPG.Control.Training;

namespace FedPG.Federation;

/// <summary>
/// Scores policies over features: by a formula where there is one, else on sampled trajectories, with the same random numbers in every
/// round.
/// </summary>
internal sealed class FeatureScorer : IParameterScorer
{
    private readonly FederationSpecification _specification;
    private readonly ControlEnvironments _environments;
    private readonly ImmutableArray<double> _weights;
    private readonly ControlPolicy _policy;
    private readonly EpisodeSampler _episodes;
    private readonly IExactScore? _exact;
    private readonly int _policies;

    /// <summary>Creates the scorer of a run.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="environments">The run's environments.</param>
    /// <param name="algorithm">The run's algorithm.</param>
    public FeatureScorer(FederationSpecification specification, ControlEnvironments environments, IFederatedAlgorithm algorithm)
    {
        (_specification, _environments, _policies) = (specification, environments, algorithm.Policies);
        _weights = environments.TypeWeights(specification.Agents);
        var policies = algorithm.FeaturePolicies
            ?? throw new SpecificationException("environment", "continuous states", $"finitely many states with {algorithm.Name}");
        (_policy, _exact) = (policies.Create(), ExactScores.Of(environments, policies));
        _episodes = new EpisodeSampler(environments.Shape, _policy, environments.Discount, specification.Evaluation.Episodes);
    }

    public int Capacity => 1;

    public ParameterScore[] Score(ReadOnlySpan<RoundOutcome> outcomes)
    {
        var scores = new ParameterScore[outcomes.Length];
        for (int i = 0; i < scores.Length; i++) scores[i] = Score(outcomes[i].Parameters);
        return scores;
    }

    private ParameterScore Score(ImmutableArray<double> parameters)
    {
        int count = _policy.Shape.Parameters;
        double own = 0, regularized = 0, objective = 0, total = 0, length = 0, ended = 0, variance = 0, totalVariance = 0;
        double[] perType = new double[_environments.TypeCount];
        EpisodeTotals[] totals = [.. perType.Select(_ => new EpisodeTotals(_specification.Evaluation.Episodes, _policies))];
        for (int i = 0; i < _policies; i++)
        {
            for (int type = 0; type < perType.Length; type++)
            {
                var episodes = Score(parameters.AsSpan(i * count, count), type, totals[type]);
                double weight = _weights[type] / _policies;
                objective += weight * episodes.Objective;
                regularized += weight * (episodes.Objective + _specification.Entropy.Temperature * episodes.Bonus);
                total += weight * episodes.Return;
                length += weight * episodes.Length;
                ended += weight * episodes.Ended;
                perType[type] += episodes.Objective / _policies;
                if (_policies == 1) own += weight * episodes.Objective;
                else if (_environments.TypeOf(i, _specification.Agents) == type) own += episodes.Objective / _policies;
            }
        }

        for (int type = 0; type < perType.Length; type++)
        {
            double square = _weights[type] * _weights[type];
            variance += square * totals[type].ObjectiveVariance;
            totalVariance += square * totals[type].ReturnVariance;
        }

        return new ParameterScore(
            objective, regularized, own, [.. perType],
            new EpisodeReport(Math.Sqrt(variance), total, Math.Sqrt(totalVariance), length, ended));
    }

    private EpisodeStatistics Score(ReadOnlySpan<double> parameters, int type, EpisodeTotals totals)
    {
        if (_exact is not null) return _exact.Score(parameters, type);
        _policy.SetParameters(parameters);
        var episodes = _episodes.Score(_environments.Types[type], _specification.Seed, type);
        totals.Add(_episodes.Discounted, _episodes.Returns);
        return episodes;
    }
}
