using System.Collections.Immutable;
using FedPG.Aggregation;
using FedPG.Federation;

namespace FedPG.Actors.Protocol;

/// <summary>Agent to edge: the parameters after local training.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">The agent's number.</param>
/// <param name="Parameters">θ^c.</param>
public sealed record LocalUpdate(RunId Run, int Round, int Agent, ImmutableArray<double> Parameters) : IRoundMessage
{
    /// <summary>The agent's new state, which counts with the update; empty if the algorithm's agents have none.</summary>
    public ImmutableArray<double> State { get; init; } = [];
}

/// <summary>
/// Compute thread to edge: the folded updates of a range of the edge's agents. The edge becomes the owner of the arrays.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Parts">Disjoint parts of the tree that cover the agents.</param>
internal sealed record RangeUpdate(RunId Run, int Round, ImmutableArray<PartialAggregate> Parts) : IRoundMessage
{
    /// <summary>The agents whose updates were refused.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>The new states of the agents with an update.</summary>
    public ImmutableArray<AgentState> States { get; init; } = [];
}

/// <summary>Edge to node: the partial aggregate of its agents' updates.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edge">The edge's number.</param>
/// <param name="Partial">The partial aggregate.</param>
public sealed record EdgeUpdate(RunId Run, int Round, int Edge, PartialAggregate Partial) : IRoundMessage
{
    /// <summary>The agents whose updates were refused, in order.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>The new states of the agents with an update.</summary>
    public ImmutableArray<AgentState> States { get; init; } = [];

    /// <summary>The edge's repairs in this round.</summary>
    public RoundRepairs Repairs { get; init; }
}

/// <summary>Node to server: the few partial aggregates that cover the agents of its edges.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Parts">Disjoint parts of the tree, in agent order.</param>
public sealed record NodeUpdate(RunId Run, int Round, ImmutableArray<PartialAggregate> Parts) : IRoundMessage
{
    /// <summary>The agents whose updates were refused, in order.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>The new states of the agents with an update.</summary>
    public ImmutableArray<AgentState> States { get; init; } = [];

    /// <summary>The repairs of the node and its edges.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>The edges whose agents this update covers.</summary>
    /// <param name="layout">Maps edges to agents.</param>
    internal IEnumerable<int> EdgesIn(EdgeLayout layout)
    {
        foreach (var part in Parts)
        {
            if (!layout.TryFindEdges(part, out var edges)) continue;
            for (int edge = edges.Start.Value; edge < edges.End.Value; edge++) yield return edge;
        }
    }
}
