using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.Actors.Wire;

namespace FedPG.Actors.Cluster;

/// <summary>
/// A node's end of a run: supervises the node's actor and talks to the server's proxy in another process. It ends with the proxy.
/// </summary>
internal sealed class NodeEndpoint : UntypedActor
{
    private readonly FederationPlan _plan;
    private readonly IActorRef _proxy;
    private readonly IActorRef _node;
    private readonly RemoteEnd _remote;

    public NodeEndpoint(FederationPlan plan, int node, IActorRef proxy)
    {
        (_plan, _proxy) = (plan, Context.Watch(proxy));
        _remote = new RemoteEnd(Self, RemoteEnd.MostBytesOf(plan), Context.GetLogger());
        _node = Context.ActorOf(NodeActor.Props(plan, node), "node");
    }

    /// <summary>To the endpoint: the proxy has asked whether the run's actors exist.</summary>
    public sealed record Greet
    {
        public static Greet Again { get; } = new();
    }

    /// <summary>The endpoint's actor.</summary>
    /// <param name="plan">The run; it ends with the endpoint.</param>
    /// <param name="node">The node's number in the run.</param>
    /// <param name="proxy">The proxy, the only actor it exchanges messages with.</param>
    public static Props Props(FederationPlan plan, int node, IActorRef proxy) =>
        Akka.Actor.Props.Create(() => new NodeEndpoint(plan, node, proxy));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(exception =>
    {
        var directive = Supervision.Decide(exception);
        if (directive != Directive.Escalate) return directive;
        _remote.Send(new RoundFailed(_plan.Run, 0, Agent: null, exception), _proxy);
        return Directive.Stop;
    });

    protected override void PostStop() => _plan.End();

    protected override void OnReceive(object message)
    {
        if (message is Terminated) Context.Stop(Self);
        else if (message is Greet) _remote.Send(new RunHosted(_plan.Run), _proxy);
        else if (Sender.Equals(_node)) _remote.Send(message, _proxy);
        else if (!Sender.Equals(_proxy) || !Pass(_remote.Receive(message))) Unhandled(message);
    }

    private bool Pass(object? message)
    {
        switch (message)
        {
            case EndRun end when end.Run == _plan.Run:
                Context.Stop(Self);
                return true;
            case RoundAssignment assignment when IsSound(assignment):
                _node.Tell(assignment);
                return true;
            case RoundInquiry inquiry when inquiry.Edges.All(IsEdge):
                _node.Tell(inquiry);
                return true;
            case null:
                return true;
            default:
                return false;
        }
    }

    private bool IsSound(RoundAssignment assignment) =>
        assignment.Edges.All(IsEdge)
        && Enumerable.Range(1, Math.Max(0, assignment.Edges.Length - 1)).All(i => assignment.Edges[i - 1] < assignment.Edges[i])
        && assignment.Broadcast.Attendance.Agents == _plan.Layout.Participants
        && IsBroadcast(assignment.Broadcast.Parameters)
        && assignment.Broadcast.Earlier.Values.All(IsBroadcast)
        && assignment.Broadcast.Phase >= 0
        && assignment.Broadcast.Phase < _plan.Algorithm.Phases
        && assignment.Broadcast.States.All.All(state => state.Numbers.Length == _plan.Algorithm.AgentStateLength);

    private bool IsBroadcast(ImmutableArray<double> parameters) =>
        parameters.Length >= _plan.Algorithm.ParameterCount && parameters.Length <= _plan.Algorithm.BroadcastLength;

    private bool IsEdge(int edge) => (uint)edge < (uint)_plan.Layout.EdgeCount;
}
