using System.Collections.Immutable;

namespace FedPG.Server;

/// <summary>The server's side of a round for an algorithm, an optimiser or an aggregator: what is known, and what is remembered.</summary>
/// <param name="seed">The run's seed.</param>
/// <param name="round">The round, from 1.</param>
/// <param name="parameters">θ_r.</param>
/// <param name="state">The server's state before the round.</param>
public sealed class ServerRound(long seed, int round, ImmutableArray<double> parameters, ServerState state)
{
    /// <summary>The run's seed, for draws from a stream of the server's own.</summary>
    public long Seed { get; } = seed;

    /// <summary>The round, from 1.</summary>
    public int Round { get; } = round;

    /// <summary>The phase of the round, from 0: a broadcast and the aggregate of its answers. Most algorithms have one per round.</summary>
    public int Phase { get; internal set; }

    /// <summary>θ_r.</summary>
    public ImmutableArray<double> Parameters { get; } = parameters;

    /// <summary>The number of updates in the phase's aggregate.</summary>
    public int Updates { get; internal set; }

    /// <summary>The server's state. A round that ends without any update leaves it as it was.</summary>
    public ServerState State { get; set; } = state;
}
