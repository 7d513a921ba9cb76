using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Participation;

namespace FedPG.Federation;

/// <summary>
/// Where a federation stands between two rounds: all that the rest of the run depends on beside the specification. A run that goes on from
/// it, anywhere, has the bits of the run that was not interrupted. Immutable.
/// </summary>
public sealed record FederationState
{
    /// <summary>How many rounds have been run.</summary>
    public required int Round { get; init; }

    /// <summary>θ_r, flat: what the next round broadcasts.</summary>
    public required ImmutableArray<double> Parameters { get; init; }

    /// <summary>The earlier broadcasts that updates still under way are trained from, by round.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<double>> Broadcasts { get; init; } = ImmutableSortedDictionary<int, ImmutableArray<double>>.Empty;

    /// <summary>Whose updates were refused, by round; rounds that refused none have no entry.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<int>> Refusals { get; init; } = ImmutableSortedDictionary<int, ImmutableArray<int>>.Empty;

    /// <summary>Before the first round.</summary>
    /// <param name="parameters">θ_0.</param>
    public static FederationState Initial(ImmutableArray<double> parameters) => new() { Round = 0, Parameters = parameters };

    /// <summary>The state after the next round.</summary>
    /// <param name="outcome">What the round has left.</param>
    public FederationState After(RoundOutcome outcome) => this with
    {
        Round = outcome.Round,
        Parameters = outcome.Parameters,
        Broadcasts = outcome.OldestPending > outcome.Round ? Broadcasts.Clear() : Since(outcome.OldestPending).SetItem(outcome.Round, Parameters),
        Refusals = outcome.Refused.IsEmpty ? Refusals : Refusals.SetItem(outcome.Round, outcome.Refused),
    };

    /// <summary>What a round broadcast: the next one, or an earlier one that is still needed.</summary>
    /// <exception cref="KeyNotFoundException">The round's broadcast is needed no more, or has not been.</exception>
    public ImmutableArray<double> ParametersOf(int round) => round == Round + 1 ? Parameters : Broadcasts[round];

    /// <summary>The run's schedule, folded from the first round to this one.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">Its algorithm.</param>
    public IRoundSchedule StartSchedule(FederationSpecification specification, IFederatedAlgorithm algorithm)
    {
        var schedule = specification.StartSchedule(algorithm);
        for (int round = 1; round <= Round; round++) schedule.Next(RefusedIn(round - 1));
        return schedule;
    }

    /// <summary>Whose updates a round refused.</summary>
    public IReadOnlyList<int> RefusedIn(int round) => Refusals.TryGetValue(round, out var refused) ? refused : [];

    private ImmutableSortedDictionary<int, ImmutableArray<double>> Since(int oldest) => Broadcasts.RemoveRange(Broadcasts.Keys.Where(round => round < oldest));
}
