using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.Actors.Protocol;

/// <summary>Agent to edge: the parameters after local training.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">Which agent.</param>
/// <param name="Parameters">θ^c.</param>
public sealed record LocalUpdate(RunId Run, int Round, int Agent, ImmutableArray<double> Parameters) : IRoundMessage;

/// <summary>Edge to node: the partial aggregate of its agents' updates, in agent order.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edge">Which edge.</param>
/// <param name="Partial">The partial aggregate.</param>
/// <param name="Updates">How many updates are in it.</param>
/// <param name="Weight">The sum of their weights.</param>
public sealed record EdgeUpdate(RunId Run, int Round, int Edge, ImmutableArray<double> Partial, int Updates, double Weight) : IRoundMessage
{
    /// <summary>The sum of the updates' weighted squared distances from the broadcast, for the round's drift.</summary>
    public double Squares { get; init; }

    /// <summary>The agents whose updates were refused, in order.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>What the edge repaired.</summary>
    public RoundRepairs Repairs { get; init; }
}

/// <summary>Node to server: the partial aggregates of all its edges.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edges">One for each edge of the node.</param>
public sealed record NodeUpdate(RunId Run, int Round, ImmutableArray<EdgeUpdate> Edges) : IRoundMessage
{
    /// <summary>What the node repaired.</summary>
    public RoundRepairs Repairs { get; init; }
}
