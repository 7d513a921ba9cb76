using System.Collections.Immutable;

namespace FedPG.Actors.Protocol;

/// <summary>A message of the round protocol: it says which run and round it belongs to.</summary>
public interface IRoundMessage
{
    /// <summary>The run.</summary>
    RunId Run { get; }

    /// <summary>The round, from 1.</summary>
    int Round { get; }
}

/// <summary>Down the tree, server to node to edge to agent: train from these parameters.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Parameters">θ_r, shared by all who get it.</param>
public sealed record Broadcast(RunId Run, int Round, ImmutableArray<double> Parameters) : IRoundMessage;

/// <summary>Agent to edge: the parameters after local training.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">Which agent.</param>
/// <param name="Parameters">θ^c.</param>
public sealed record LocalUpdate(RunId Run, int Round, int Agent, ImmutableArray<double> Parameters) : IRoundMessage;

/// <summary>Agent to edge, from an agent that is being restarted: its local training died with it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">Which agent.</param>
/// <param name="Reason">What it died of.</param>
public sealed record TrainingLost(RunId Run, int Round, int Agent, Exception Reason) : IRoundMessage;

/// <summary>Edge to node: the partial aggregate of all its agents' updates, in agent order.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edge">Which edge.</param>
/// <param name="Partial">The partial aggregate.</param>
/// <param name="Updates">How many updates are in it.</param>
/// <param name="Weight">The sum of their weights.</param>
public sealed record EdgeUpdate(RunId Run, int Round, int Edge, ImmutableArray<double> Partial, int Updates, double Weight) : IRoundMessage;

/// <summary>Node to server: the partial aggregates of all its edges.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edges">One for each edge of the node.</param>
public sealed record NodeUpdate(RunId Run, int Round, ImmutableArray<EdgeUpdate> Edges) : IRoundMessage;

/// <summary>Up the tree: an agent's training failed as often as it may, so the run cannot go on.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">Which agent.</param>
/// <param name="Reason">What its last training failed with.</param>
public sealed record TrainingFailed(RunId Run, int Round, int Agent, Exception Reason) : IRoundMessage;
