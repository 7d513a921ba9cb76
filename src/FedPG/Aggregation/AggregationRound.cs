using System.Collections.Immutable;

namespace FedPG.Aggregation;

/// <summary>The round whose updates are aggregated.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Broadcast">θ_r, flat.</param>
public readonly record struct AggregationRound(long Seed, int Round, ImmutableArray<double> Broadcast);
