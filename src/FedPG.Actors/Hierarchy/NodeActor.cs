using System.Collections.Immutable;
using Akka.Actor;
using FedPG.Actors.Placement;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;
using FedPG.Actors.Telemetry;
using FedPG.Actors.Training;
using FedPG.Aggregation;
using FedPG.Federation;

namespace FedPG.Actors.Hierarchy;

/// <summary>
/// One process's share of a federation. A broadcast reaches the node once and is passed on to the assigned edges; the few partial
/// aggregates that cover their agents go to the server in one message. A lost edge is created again and its work requested again; an
/// edge that has moved to another node is stopped.
/// </summary>
internal sealed class NodeActor : UntypedActor
{
    private readonly FederationPlan _plan;
    private readonly int _node;
    private readonly KeyValuePair<string, object?> _algorithm;
    private readonly ChildRoster _edges;
    private readonly EdgeUpdate?[] _updates;
    private readonly bool[] _isUnsent;
    private readonly AggregateTree _tree;
    private int _unsent;
    private RoundState _round;
    private Broadcast? _broadcast;

    public NodeActor(FederationPlan plan, int node)
    {
        (_plan, _node, _algorithm) = (plan, node, FederationMeter.AlgorithmTag(plan.Specification.Algorithm));
        _round = RoundState.Idle(plan.Run);
        _tree = new AggregateTree(plan.Aggregator, plan.Layout.Participants);
        (_updates, _isUnsent) = (new EdgeUpdate?[plan.Layout.EdgeCount], new bool[plan.Layout.EdgeCount]);
        _edges = new ChildRoster(
            Context, _updates.Length, edge => EdgeActor.Props(plan, edge), edge => FormattableString.Invariant($"edge-{edge}"));
    }

    public static Props Props(FederationPlan plan, int node) =>
        Akka.Actor.Props.Create(() => new NodeActor(plan, node)).WithDispatcher(ComputeDispatcher.ProtocolId);

    protected override SupervisorStrategy SupervisorStrategy() => Supervision.Strategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RoundAssignment assignment when assignment.Run == _plan.Run && assignment.Round >= _round.Round:
                Assign(assignment);
                break;
            case RoundInquiry inquiry when inquiry.Run == _plan.Run:
                Answer(inquiry);
                break;
            case EdgeUpdate update:
                Handle(update);
                break;
            case EdgeLost lost when _round.Awaits(lost.Edge):
                // The lost edge may not have received this round's broadcast yet; either way its work is lost.
                Apply(Supervision.LossOf(_round, lost.Edge, lost.Reason), reason: lost.Reason);
                break;
            case ChildStopped stopped:
                if (_edges.Forget(stopped) && _round.Awaits(stopped.Member))
                    Apply(Supervision.LossOf(_round, stopped.Member, reason: null));
                break;
            case RoundFailed failed:
                Context.Parent.Tell(failed);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PreRestart(Exception reason, object message)
    {
        Context.Parent.Tell(new NodeLost(_plan.Run, _round.Round, _node, reason));
        base.PreRestart(reason, message);
    }

    /// <summary>Begins a round, or takes over edges in the current one. The results of edges that are already done are sent
    /// again.</summary>
    private void Assign(RoundAssignment assignment)
    {
        _broadcast = assignment.Broadcast;
        if (assignment.Round > _round.Round)
        {
            Open(assignment);
            int count = assignment.Edges.Length, from = EdgeOrder.FirstOnThisThread(count);
            for (int i = 0; i < count; i++) _edges[assignment.Edges[(from + i) % count]].Tell(_broadcast);
            return;
        }

        foreach (int edge in assignment.Edges)
        {
            if (_updates[edge] is not null)
            {
                ToSend(edge);
            }
            else if (!_round.Expectation.Asked.Contains(edge))
            {
                _round = _round.Including(edge);
                _edges[edge].Tell(_broadcast);
            }
        }

        SendIfComplete();
    }

    private void Open(RoundAssignment assignment)
    {
        _round = RoundState.Open(assignment.Run, assignment.Round, RoundExpectation.Only(_updates.Length, assignment.Edges));
        Array.Clear(_updates);
        NothingToSend();
        for (int edge = 0, next = 0; edge < _updates.Length; edge++)
        {
            if (next < assignment.Edges.Length && assignment.Edges[next] == edge) next++;
            else _edges.Stop(edge);
        }
    }

    private void Answer(RoundInquiry inquiry)
    {
        var unknown = inquiry.Edges.Where(edge => inquiry.Round != _round.Round || !_round.Expectation.Asked.Contains(edge))
            .ToImmutableArray();
        if (!unknown.IsEmpty) Context.Parent.Tell(new EdgesUnknown(inquiry.Run, inquiry.Round, unknown));
        foreach (int edge in inquiry.Edges.Except(unknown).Where(edge => _updates[edge] is not null)) ToSend(edge);
        SendIfComplete();
    }

    private void Handle(EdgeUpdate update)
    {
        (_round, var decision) = _round.Apply(RoundEvent.Reported(update.Run, update.Round, update.Edge));
        if (decision.Action == RoundAction.Accept)
        {
            _round = _round.Repaired(update.Repairs);
            _updates[update.Edge] = update;
            ToSend(update.Edge);
            FederationMeter.Trainings.Add(update.Partial.Updates, _algorithm);
            FederationMeter.LocalSteps.Add(update.Partial.Updates * (long)_plan.Specification.Local.Steps, _algorithm);
        }

        if (decision.Closes) SendIfComplete();
    }

    private void Apply(RoundEvent happened, Exception? reason = null)
    {
        (_round, var decision) = _round.Apply(happened);
        if (decision.Action == RoundAction.AskAgain) _edges[happened.Member].Tell(_broadcast);
        if (decision.Action == RoundAction.GiveUp) Context.Parent.Tell(new RoundFailed(_plan.Run, _round.Round, Agent: null, reason!));
        if (decision.Closes) SendIfComplete();
    }

    private void SendIfComplete()
    {
        if (!_round.IsClosed || _unsent == 0) return;
        ImmutableArray<int> refused = [];
        ImmutableArray<AgentState> states = [];
        for (int edge = 0; edge < _updates.Length; edge++)
        {
            if (!_isUnsent[edge]) continue;
            var update = _updates[edge]!;

            // Merging changes arrays in place, and the stored update may have to be sent again: merge a copy.
            _tree.Add(_unsent == 1 ? update.Partial : update.Partial with { Numbers = (double[]?)update.Partial.Numbers?.Clone() });
            if (!update.Refused.IsEmpty) refused = refused.AddRange(update.Refused);
            if (!update.States.IsEmpty) states = states.AddRange(update.States);
        }

        Context.Parent.Tell(new NodeUpdate(_round.Run, _round.Round, _tree.Take())
        {
            Refused = refused,
            States = states,
            Repairs = _round.Repairs,
        });
        NothingToSend();
        _round = _round.WithoutRepairs();
    }

    private void ToSend(int edge)
    {
        if (!_isUnsent[edge]) _unsent++;
        _isUnsent[edge] = true;
    }

    private void NothingToSend()
    {
        if (_unsent > 0) Array.Clear(_isUnsent);
        _unsent = 0;
    }
}
