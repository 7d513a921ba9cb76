using System.Collections.Immutable;
using FedPG.Aggregation;
using FedPG.Federation;

namespace FedPG.Actors.Protocol;

/// <summary>Agent to edge: the parameters after local training.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">Which agent.</param>
/// <param name="Parameters">θ^c.</param>
public sealed record LocalUpdate(RunId Run, int Round, int Agent, ImmutableArray<double> Parameters) : IRoundMessage;

/// <summary>
/// From the thread that trained a range of an edge's agents: what their updates have become. Its arrays are the edge's from now on.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Parts">The parts of the tree that the agents are in, disjoint.</param>
internal sealed record RangeUpdate(RunId Run, int Round, ImmutableArray<PartialAggregate> Parts) : IRoundMessage
{
    /// <summary>The agents whose updates were refused.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];
}

/// <summary>Edge to node: the partial aggregate of its agents' updates.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edge">Which edge.</param>
/// <param name="Partial">The partial aggregate.</param>
public sealed record EdgeUpdate(RunId Run, int Round, int Edge, PartialAggregate Partial) : IRoundMessage
{
    /// <summary>The agents whose updates were refused, in order.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>What the edge repaired.</summary>
    public RoundRepairs Repairs { get; init; }
}

/// <summary>Node to server: the few partial aggregates that cover the agents of its edges.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Parts">The parts of the tree, disjoint, in agent order.</param>
public sealed record NodeUpdate(RunId Run, int Round, ImmutableArray<PartialAggregate> Parts) : IRoundMessage
{
    /// <summary>The agents whose updates were refused, in order.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>What the node and its edges repaired.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>The edges whose agents are in it.</summary>
    /// <param name="layout">Which agents an edge has.</param>
    public IEnumerable<int> EdgesIn(EdgeLayout layout)
    {
        foreach (var part in Parts)
        {
            if (!layout.TryFindEdges(part, out var edges)) continue;
            for (int edge = edges.Start.Value; edge < edges.End.Value; edge++) yield return edge;
        }
    }
}
