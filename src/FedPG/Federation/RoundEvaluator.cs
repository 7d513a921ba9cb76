using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Evaluation;
using FedPG.Policies;

namespace FedPG.Federation;

/// <summary>Scores rounds exactly. Not for use by several threads at once.</summary>
public sealed class RoundEvaluator
{
    private readonly FederationSpecification _specification;
    private readonly FederatedObjective _objective;
    private readonly EnvironmentSet _environments;
    private readonly Policy _policy;
    private readonly int _policies;

    /// <summary>An evaluator for a run.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">Its algorithm.</param>
    public RoundEvaluator(FederationSpecification specification, IFederatedAlgorithm algorithm)
    {
        _specification = specification;
        _environments = specification.PhasedEnvironments;
        _objective = new FederatedObjective(_environments, specification.Agents);
        _policy = algorithm.CreatePolicy();
        _policies = algorithm.Policies;
    }

    /// <summary>Whether a round is among those that are scored.</summary>
    public bool IsDue(int round) => round % _specification.Evaluation.Every == 0 || round == _specification.Rounds;

    /// <summary>Scores a round.</summary>
    public RoundReport Evaluate(RoundOutcome outcome)
    {
        double objective = 0, regularized = 0, own = 0;
        var perEnvironment = new double[_environments.Types.Length];
        for (int i = 0; i < _policies; i++)
        {
            _policy.SetParameters(outcome.Parameters.AsSpan(i * _policy.ParameterCount, _policy.ParameterCount));
            var score = _objective.Score(_policy, _specification.Entropy.Temperature);
            objective += score.Objective;
            regularized += score.Regularized;
            own += _policies == 1 ? score.Objective : score.PerEnvironment[_environments.TypeOf(i, _specification.Agents)];
            for (int type = 0; type < perEnvironment.Length; type++) perEnvironment[type] += score.PerEnvironment[type];
        }

        return new RoundReport
        {
            Round = outcome.Round,
            Objective = objective / _policies,
            RegularizedObjective = regularized / _policies,
            OwnObjective = own / _policies,
            PerEnvironment = [.. perEnvironment.Select(sum => sum / _policies)],
            Participants = outcome.Participants,
            RaisedProbabilities = outcome.Moved.Raised,
            MassMoved = outcome.Moved.Mass,
            Tally = outcome.Tally,
            Repairs = outcome.Repairs,
            Drift = outcome.Drift,
            Parameters = outcome.Parameters,
        };
    }
}
