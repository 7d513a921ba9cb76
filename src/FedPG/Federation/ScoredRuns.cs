using System.Runtime.CompilerServices;
using FedPG.Algorithms;
using FedPG.Participation;
using FedPG.Policies;

namespace FedPG.Federation;

/// <summary>Runs with their exact scores.</summary>
public static class ScoredRuns
{
    /// <summary>Runs a federation and scores the rounds that <c>evaluation.every</c> asks for, the first and the last always.</summary>
    /// <param name="runtime">How to run it.</param>
    /// <param name="specification">What to run.</param>
    /// <param name="cancellationToken">Ends the run; the enumeration then throws.</param>
    /// <exception cref="SpecificationException">The specification does not fit together.</exception>
    public static async IAsyncEnumerable<RoundReport> ScoreAsync(
        this IFederationRuntime runtime,
        FederationSpecification specification,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var evaluator = new RoundEvaluator(specification, AlgorithmCatalogue.Create(specification));
        var (moved, tally, repairs) = (default(MassMoved), default(RoundTally), default(RoundRepairs));
        long participants = 0;
        int empty = 0;
        await foreach (var outcome in runtime.RunAsync(specification, cancellationToken).ConfigureAwait(false))
        {
            moved = new MassMoved(moved.Raised + outcome.Moved.Raised, moved.Mass + outcome.Moved.Mass);
            (tally, repairs) = (tally.Then(outcome.Tally), repairs + outcome.Repairs);
            participants += outcome.Participants;
            if (outcome is { Round: > 0, Participants: 0 }) empty++;
            if (!evaluator.IsDue(outcome.Round)) continue;
            var report = evaluator.Evaluate(outcome with { Moved = moved, Tally = tally, Repairs = repairs });
            yield return report with { TotalParticipants = participants, EmptyRounds = empty };
            (moved, tally, repairs) = (default, default, default);
        }
    }
}
