using FedPG.Algorithms;
using FedPG.Control;

namespace FedPG.Federation;

/// <summary>Scores the rounds that are due. Not thread-safe.</summary>
internal sealed class RoundEvaluator
{
    private readonly FederationSpecification _specification;
    private readonly IParameterScorer _scorer;

    /// <summary>Creates the evaluator of a run.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The run's algorithm.</param>
    public RoundEvaluator(FederationSpecification specification, IFederatedAlgorithm algorithm) =>
        (_specification, _scorer) = (
            specification,
            specification.Environments is ControlEnvironments control
                ? new FeatureScorer(specification, control, algorithm)
                : new TableScorer(specification, algorithm));

    /// <summary>The number of rounds to score together for the least time.</summary>
    public int Capacity => _scorer.Capacity;

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
        var scores = _scorer.Score(outcomes);
        var reports = new RoundReport[outcomes.Length];
        for (int i = 0; i < reports.Length; i++) reports[i] = Report(outcomes[i], scores[i]);
        return reports;
    }

    private static RoundReport Report(RoundOutcome outcome, ParameterScore score) => new()
    {
        Round = outcome.Round,
        Objective = score.Objective,
        RegularizedObjective = score.Regularized,
        OwnObjective = score.Own,
        PerEnvironment = score.PerEnvironment,
        Participants = outcome.Participants,
        RaisedProbabilities = outcome.Moved.Raised,
        MassMoved = outcome.Moved.Mass,
        Tally = outcome.Tally,
        Repairs = outcome.Repairs,
        Drift = outcome.Drift,
        Episodes = score.Episodes,
        Parameters = outcome.Parameters,
    };
}
