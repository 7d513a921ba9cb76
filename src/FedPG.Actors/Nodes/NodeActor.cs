using Akka.Actor;
using FedPG.Actors.Edges;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Nodes;

/// <summary>
/// One process's share of a federation: a broadcast reaches it once and goes on to its edges; their partial aggregates go to
/// the server in one message.
/// </summary>
internal sealed class NodeActor : UntypedActor
{
    private readonly int _firstEdge;
    private readonly IActorRef[] _edges;
    private readonly EdgeUpdate[] _updates;
    private RoundState _round;

    public NodeActor(FederationPlan plan, int firstEdge, int edges)
    {
        _firstEdge = firstEdge;
        _round = RoundState.Idle(plan.Run);
        _updates = new EdgeUpdate[edges];
        _edges = new IActorRef[edges];
        for (int i = 0; i < edges; i++)
        {
            _edges[i] = Context.ActorOf(EdgeActor.Props(plan, firstEdge + i), $"edge-{firstEdge + i}");
        }
    }

    public static Props Props(FederationPlan plan, int firstEdge, int edges) =>
        Akka.Actor.Props.Create(() => new NodeActor(plan, firstEdge, edges));

    protected override SupervisorStrategy SupervisorStrategy() => Supervision.Escalate;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Broadcast broadcast when broadcast.Run == _round.Run && broadcast.Round > _round.Round:
                _round = RoundState.Open(broadcast.Run, broadcast.Round, _edges.Length);
                foreach (var edge in _edges) edge.Tell(broadcast);
                break;
            case EdgeUpdate update:
                Collect(update);
                break;
            case TrainingFailed failed:
                Context.Parent.Tell(failed);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Collect(EdgeUpdate update)
    {
        int member = update.Edge - _firstEdge;
        (_round, var decision) = _round.Apply(new Reported(update.Run, update.Round, member));
        if (decision == RoundDecision.Ignore) return;
        _updates[member] = update;
        if (decision == RoundDecision.AcceptAndClose) Context.Parent.Tell(new NodeUpdate(_round.Run, _round.Round, [.. _updates]));
    }
}
