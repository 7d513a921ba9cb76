using System.Collections.Immutable;
using FedPG.Aggregation;
using FedPG.Participation;

namespace FedPG.Actors.Protocol;

/// <summary>Server to node: work on these edges of a round. Sent once to each node, and again for edges that other nodes have
/// lost.</summary>
/// <param name="Broadcast">The round's broadcast.</param>
/// <param name="Edges">The edges, in order.</param>
internal sealed record RoundAssignment(Broadcast Broadcast, ImmutableArray<int> Edges) : IRoundMessage
{
    /// <inheritdoc/>
    public RunId Run => Broadcast.Run;

    /// <inheritdoc/>
    public int Round => Broadcast.Round;

    /// <summary>The assignment reduced to what its edges need of the broadcast, for sending over the network.</summary>
    /// <param name="layout">Maps edges to agents.</param>
    public RoundAssignment Narrowed(EdgeLayout layout)
    {
        var attendance = Broadcast.Attendance;
        var agents = Edges.SelectMany(edge => Enumerable.Range(layout.First(edge), layout.Size(edge)));
        var states = Broadcast.States.Only(agents);
        if (attendance.IsEveryone)
            return ReferenceEquals(states, Broadcast.States) ? this : this with { Broadcast = Broadcast with { States = states } };
        var exceptions = agents
            .Select(agent => KeyValuePair.Create(agent, attendance[agent]))
            .Where(work => work.Value != AgentRound.Present(attendance.Round));
        var narrowed = RoundAttendance.Except(attendance.Round, attendance.Agents, exceptions);
        var earlier = narrowed.EarlierBroadcasts().ToImmutableDictionary(round => round, round => Broadcast.Earlier[round]);
        return this with { Broadcast = Broadcast with { Attendance = narrowed, Earlier = earlier, States = states } };
    }
}

/// <summary>
/// Server to node: asks for the state of edges. Finished work is sent again; unknown edges are reported by <see cref="EdgesUnknown"/>.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edges">The edges still awaited from the node.</param>
internal sealed record RoundInquiry(RunId Run, int Round, ImmutableArray<int> Edges) : IRoundMessage;

/// <summary>Node to server: the node was never asked for these edges in this round.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edges">The edges.</param>
public sealed record EdgesUnknown(RunId Run, int Round, ImmutableArray<int> Edges) : IRoundMessage;
