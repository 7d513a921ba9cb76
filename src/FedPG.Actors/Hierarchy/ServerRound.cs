using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Training;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Hierarchy;

/// <summary>
/// The open round as the server sees it: what the nodes are asked, which edges are awaited, and what has arrived. It sends nothing: its
/// answers say what the server has to send.
/// </summary>
internal sealed class ServerRound(FederationPlan plan)
{
    private readonly CollectedParts _parts = new(plan.Aggregator, plan.Layout.Participants);
    private RoundState _edges = RoundState.Idle(plan.Run);
    private OpenRound? _open;
    private RoundRepairs _earlierPhases;

    /// <summary>What the nodes are asked; null before the first round.</summary>
    public Broadcast? Broadcast { get; private set; }

    /// <summary>The number of the exchange; 0 before the first.</summary>
    public int Exchange => _edges.Round;

    /// <summary>The repairs in all phases of the round so far.</summary>
    public RoundRepairs Repairs => _earlierPhases + _edges.Repairs;

    /// <summary>The awaited ones of some edges.</summary>
    public ImmutableArray<int> Awaited(IEnumerable<int> edges) => [.. edges.Where(_edges.Awaits)];

    /// <summary>All awaited edges.</summary>
    public ImmutableArray<int> Awaited() => Awaited(Enumerable.Range(0, plan.Layout.EdgeCount));

    /// <summary>Opens a round.</summary>
    /// <param name="state">The state before the round.</param>
    /// <param name="attendance">How each agent takes part.</param>
    /// <returns>The broadcast of the first phase.</returns>
    public Broadcast Open(FederationState state, RoundAttendance attendance)
    {
        _open = new OpenRound(plan.Specification.Seed, plan.Algorithm, plan.Aggregator, attendance, state);
        _earlierPhases = default;
        return Ask();
    }

    /// <summary>Adds the repairs of a node and its edges.</summary>
    public void Add(RoundRepairs repairs) => _edges = _edges.Repaired(repairs);

    /// <summary>Handles a part of a node's update.</summary>
    /// <param name="update">The update.</param>
    /// <param name="part">The part.</param>
    /// <returns>Whether the part was the last one, and the edges to ask again because the part covers them only together with others that
    /// have already answered.</returns>
    public (bool Closes, ImmutableArray<int> Again) Collect(NodeUpdate update, in PartialAggregate part)
    {
        if (!plan.Layout.TryFindEdges(part, out var covered)) return (false, []);
        var (first, end) = (covered.Start.Value, covered.End.Value);
        (_edges, var decision) = _edges.ReportRange(update.Run, update.Round, first, end);
        if (decision.Action == RoundAction.AskAgain) return (false, Awaited(Enumerable.Range(first, end - first)));
        if (decision.Action != RoundAction.Accept) return (false, []);
        _parts.Add(update, part);
        return (decision.Closes, []);
    }

    /// <summary>Closes the round or its phase, when all parts have arrived.</summary>
    /// <returns>The outcome of the round, or the broadcast of its next phase.</returns>
    public (RoundOutcome? Outcome, Broadcast? Next) Close()
    {
        if (_parts.Close(_open!) is { } outcome) return (Repairs == default ? outcome : outcome with { Repairs = Repairs }, null);
        _earlierPhases = Repairs;
        return (null, Ask());
    }

    /// <summary>Handles the loss of work on edges.</summary>
    /// <param name="edges">The edges.</param>
    /// <param name="reason">The failure; null if there was none, as when a node has left.</param>
    /// <returns>The edges that are awaited and have to be assigned again; null if one has failed too often.</returns>
    public ImmutableArray<int>? Lose(ImmutableArray<int> edges, Exception? reason)
    {
        var lost = Awaited(edges);
        foreach (int edge in lost)
        {
            (_edges, var decision) = _edges.Apply(Supervision.LossOf(_edges, edge, reason));
            if (decision.Action == RoundAction.GiveUp) return null;
        }

        return lost;
    }

    private Broadcast Ask()
    {
        _parts.Clear();
        var attendance = _open!.Attendance;
        Broadcast = new Broadcast(plan.Run, _open.Exchange, _open.Broadcast, attendance)
        {
            Phase = _open.Phase,
            States = _open.Agents,
            Earlier = attendance.IsEveryone
                ? ImmutableDictionary<int, ImmutableArray<double>>.Empty
                : attendance.EarlierBroadcasts().ToImmutableDictionary(earlier => earlier, _open.BroadcastOf),
        };
        _edges = RoundState.Open(plan.Run, Broadcast.Round, RoundExpectation.Everyone(plan.Layout.EdgeCount));
        return Broadcast;
    }
}
