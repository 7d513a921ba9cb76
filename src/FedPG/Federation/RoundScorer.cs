using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>Follows a run round by round and scores those that are due. Not for use by several threads at once.</summary>
public sealed class RoundScorer
{
    private readonly RoundEvaluator _evaluator;

    /// <summary>A scorer at the beginning of a run, or where <paramref name="start"/> left off.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">Its algorithm.</param>
    /// <param name="start">What an earlier scorer of the run had counted.</param>
    public RoundScorer(FederationSpecification specification, IFederatedAlgorithm algorithm, RoundTotals start = default) =>
        (_evaluator, Totals) = (new RoundEvaluator(specification, algorithm), start);

    /// <summary>What has been counted so far.</summary>
    public RoundTotals Totals { get; private set; }

    /// <summary>How many rounds are worth scoring together.</summary>
    public int Capacity => _evaluator.Capacity;

    /// <summary>Whether a round is scored only because the run ends with it: a run of more rounds does not score it.</summary>
    public bool IsClosing(int round) => _evaluator.IsDue(round) && !_evaluator.IsRegular(round);

    /// <summary>Takes the next rounds.</summary>
    /// <param name="outcomes">In their order.</param>
    /// <returns>The reports of those that are scored.</returns>
    public RoundReport[] Next(IEnumerable<RoundOutcome> outcomes)
    {
        var due = new List<(RoundOutcome Outcome, RoundTotals Totals)>();
        foreach (var outcome in outcomes)
        {
            Totals = Totals.With(outcome);
            if (!_evaluator.IsDue(outcome.Round)) continue;
            due.Add((outcome, Totals));

            // A run that is given more rounds later counts on as if it had never ended here.
            if (_evaluator.IsRegular(outcome.Round)) Totals = Totals.Reported();
        }

        return Reports(due);
    }

    /// <summary>The report of a state that was reached before this scorer was there.</summary>
    public RoundReport Report(FederationState state) =>
        Reports([(new RoundOutcome(state.Round, state.Parameters, Participants: 0, default, default), Totals)])[0];

    private RoundReport[] Reports(List<(RoundOutcome Outcome, RoundTotals Totals)> due)
    {
        var reports = _evaluator.Evaluate(
            [.. due.Select(round => round.Outcome with { Moved = round.Totals.Moved, Tally = round.Totals.Tally, Repairs = round.Totals.Repairs })]);
        for (int i = 0; i < reports.Length; i++)
        {
            reports[i] = reports[i] with { TotalParticipants = due[i].Totals.Participants, EmptyRounds = due[i].Totals.EmptyRounds };
        }

        return reports;
    }
}
