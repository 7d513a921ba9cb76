using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Participation;

namespace FedPG.Federation;

/// <summary>
/// The state of a federation between two rounds: everything besides the specification that the rest of the run depends on. A run that
/// continues from it, on any runtime, has the bits of the uninterrupted run. Immutable.
/// </summary>
public sealed record FederationState
{
    /// <summary>The number of completed rounds.</summary>
    public required int Round { get; init; }

    /// <summary>θ_r, flat: the broadcast of the next round.</summary>
    public required ImmutableArray<double> Parameters { get; init; }

    /// <summary>The earlier broadcasts, by round, that late updates are trained from.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<double>> Broadcasts { get; init; } =
        ImmutableSortedDictionary<int, ImmutableArray<double>>.Empty;

    /// <summary>The agents whose updates were refused, by round; rounds without refusals have no entry.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<int>> Refusals { get; init; } =
        ImmutableSortedDictionary<int, ImmutableArray<int>>.Empty;

    /// <summary>The state before the first round.</summary>
    /// <param name="parameters">θ_0.</param>
    public static FederationState Initial(ImmutableArray<double> parameters) => new() { Round = 0, Parameters = parameters };

    /// <summary>The state after the next round.</summary>
    /// <param name="outcome">The outcome of the round.</param>
    public FederationState After(RoundOutcome outcome) => this with
    {
        Round = outcome.Round,
        Parameters = outcome.Parameters,
        Broadcasts = outcome.OldestPending > outcome.Round
            ? Broadcasts.Clear()
            : Since(outcome.OldestPending).SetItem(outcome.Round, Parameters),
        Refusals = outcome.Refused.IsEmpty ? Refusals : Refusals.SetItem(outcome.Round, outcome.Refused),
    };

    /// <summary>The broadcast of the next round, or of an earlier round that is still needed.</summary>
    /// <exception cref="KeyNotFoundException">The round's broadcast is no longer needed, or lies in the future.</exception>
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

    /// <summary>The agents whose updates a round refused.</summary>
    public IReadOnlyList<int> RefusedIn(int round) => Refusals.TryGetValue(round, out var refused) ? refused : [];

    private ImmutableSortedDictionary<int, ImmutableArray<double>> Since(int oldest) =>
        Broadcasts.RemoveRange(Broadcasts.Keys.Where(round => round < oldest));
}
