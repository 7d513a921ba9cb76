using System.Collections.Immutable;
using FedPG.Server;

namespace FedPG.Aggregation;

/// <summary>The round whose updates are aggregated.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Broadcast">
/// θ_r, flat. If an algorithm's updates are longer than θ, zeros follow: all updates are near this vector.
/// </param>
public readonly record struct AggregationRound(long Seed, int Round, ImmutableArray<double> Broadcast)
{
    /// <summary>
    /// The server's side of the round, for a rule that remembers vectors from round to round: it reads and sets
    /// <see cref="ServerRound.State"/>, under names that begin with its own. Null outside a run.
    /// </summary>
    public ServerRound? Server { get; init; }
}
