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

    /// <summary>Takes the next round; its report if it is one of those that are scored.</summary>
    public RoundReport? Next(RoundOutcome outcome)
    {
        Totals = Totals.With(outcome);
        if (!_evaluator.IsDue(outcome.Round)) return null;
        var report = Report(outcome);
        Totals = Totals.Reported();
        return report;
    }

    /// <summary>The report of a state that was reached before this scorer was there.</summary>
    public RoundReport Report(FederationState state) =>
        Report(new RoundOutcome(state.Round, state.Parameters, Participants: 0, default, default));

    private RoundReport Report(RoundOutcome outcome) =>
        _evaluator.Evaluate(outcome with { Moved = Totals.Moved, Tally = Totals.Tally, Repairs = Totals.Repairs }) with
        {
            TotalParticipants = Totals.Participants,
            EmptyRounds = Totals.EmptyRounds,
        };
}
