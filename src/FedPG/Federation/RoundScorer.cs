using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>Follows a run and scores the rounds that are due. Not thread-safe.</summary>
public sealed class RoundScorer
{
    private readonly RoundEvaluator _evaluator;

    /// <summary>Creates a scorer for a run from the beginning, or from the totals of an earlier scorer.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The run's algorithm.</param>
    /// <param name="start">The totals of an earlier scorer of the run.</param>
    public RoundScorer(FederationSpecification specification, IFederatedAlgorithm algorithm, RoundTotals start = default) =>
        (_evaluator, Totals) = (new RoundEvaluator(specification, algorithm), start);

    /// <summary>The totals so far.</summary>
    public RoundTotals Totals { get; private set; }

    /// <summary>The number of rounds to score together for the least time.</summary>
    public int Capacity => _evaluator.Capacity;

    /// <summary>Whether a round is scored only because it is the last one; a longer run does not score it.</summary>
    public bool IsClosing(int round) => _evaluator.IsDue(round) && !_evaluator.IsRegular(round);

    /// <summary>Processes the next rounds.</summary>
    /// <param name="outcomes">The rounds, in order.</param>
    /// <returns>The reports of the scored rounds.</returns>
    public RoundReport[] Next(IEnumerable<RoundOutcome> outcomes)
    {
        var due = new List<(RoundOutcome Outcome, RoundTotals Totals)>();
        foreach (var outcome in outcomes)
        {
            Totals = Totals.With(outcome);
            if (!_evaluator.IsDue(outcome.Round)) continue;
            due.Add((outcome, Totals));

            // A run that is extended later must continue its counts as if it had not ended here.
            if (_evaluator.IsRegular(outcome.Round)) Totals = Totals.Reported();
        }

        return Reports(due);
    }

    /// <summary>Scores a state that an earlier scorer had reached.</summary>
    public RoundReport Report(FederationState state) =>
        Reports([(new RoundOutcome(state.Round, state.Parameters, Participants: 0, default, default), Totals)])[0];

    private RoundReport[] Reports(List<(RoundOutcome Outcome, RoundTotals Totals)> due)
    {
        var reports = _evaluator.Evaluate(
            [
                .. due.Select(round => round.Outcome with
                {
                    Moved = round.Totals.Moved, Tally = round.Totals.Tally, Repairs = round.Totals.Repairs,
                }),
            ]);
        for (int i = 0; i < reports.Length; i++)
        {
            reports[i] = reports[i] with { TotalParticipants = due[i].Totals.Participants, EmptyRounds = due[i].Totals.EmptyRounds };
        }

        return reports;
    }
}
