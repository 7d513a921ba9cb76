using Akka.Actor;
using FedPG.Actors.Edges;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Nodes;

/// <summary>
/// One process's share of a federation: a broadcast reaches it once and goes on to its edges; their partial aggregates go to
/// the server in one message. An edge that is lost is made anew and asked again.
/// </summary>
internal sealed class NodeActor : UntypedActor
{
    private readonly FederationPlan _plan;
    private readonly int _firstEdge;
    private readonly ChildRoster _edges;
    private readonly EdgeUpdate[] _updates;
    private RoundState _round;
    private Broadcast? _broadcast;

    public NodeActor(FederationPlan plan, int firstEdge, int edges)
    {
        (_plan, _firstEdge) = (plan, firstEdge);
        _round = RoundState.Idle(plan.Run);
        _updates = new EdgeUpdate[edges];
        _edges = new ChildRoster(
            Context, edges, member => EdgeActor.Props(plan, firstEdge + member), member => FormattableString.Invariant($"edge-{firstEdge + member}"));
    }

    public static Props Props(FederationPlan plan, int firstEdge, int edges) =>
        Akka.Actor.Props.Create(() => new NodeActor(plan, firstEdge, edges)).WithDispatcher(ComputeDispatcher.ProtocolId);

    protected override SupervisorStrategy SupervisorStrategy() => Supervision.Strategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Broadcast broadcast when broadcast.Run == _plan.Run && broadcast.Round > _round.Round:
                _broadcast = broadcast;
                _round = RoundState.Open(broadcast.Run, broadcast.Round, RoundExpectation.Everyone(_updates.Length));
                for (int member = 0; member < _updates.Length; member++) _edges[member].Tell(broadcast);
                break;
            case EdgeUpdate update:
                Apply(new Reported(update.Run, update.Round, update.Edge - _firstEdge), update);
                break;
            case EdgeLost lost when _round.Awaits(lost.Edge - _firstEdge):
                // The lost edge may not have come to this round yet; its work is lost all the same.
                Apply(Supervision.LossOf(_round, lost.Edge - _firstEdge, lost.Reason), reason: lost.Reason);
                break;
            case ChildStopped stopped:
                if (_edges.Forget(stopped) && _round.Awaits(stopped.Member)) Apply(Supervision.LossOf(_round, stopped.Member, reason: null));
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
        Context.Parent.Tell(new NodeLost(_plan.Run, _round.Round, reason));
        base.PreRestart(reason, message);
    }

    private void Apply(RoundEvent happened, EdgeUpdate? update = null, Exception? reason = null)
    {
        (_round, var decision) = _round.Apply(happened);
        if (decision.Action == RoundAction.Accept) _updates[happened.Member] = update!;
        if (decision.Action == RoundAction.AskAgain) _edges[happened.Member].Tell(_broadcast);
        if (decision.Action == RoundAction.GiveUp) Context.Parent.Tell(new RoundFailed(_plan.Run, _round.Round, Agent: null, reason!));
        if (decision.Closes) Context.Parent.Tell(new NodeUpdate(_round.Run, _round.Round, [.. _updates]) { Repairs = _round.Repairs });
    }
}
