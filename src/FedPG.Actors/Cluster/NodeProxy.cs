using Akka.Actor;
using Akka.Event;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.Actors.Wire;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Represents a node of another process as a child of the server, and forwards messages in both directions. Lost messages are detected by
/// inquiries, so the server treats the proxy like a node in its own process.
/// </summary>
internal sealed class NodeProxy : UntypedActor, IWithTimers
{
    private readonly FederationPlan _plan;
    private readonly int _node;
    private readonly ActorSelection _host;
    private readonly TimeSpan _interval;
    private readonly RemoteEnd _remote;
    private IActorRef? _endpoint;
    private OpenWork? _work;

    public NodeProxy(FederationPlan plan, int node, Address address)
    {
        (_plan, _node) = (plan, node);
        _host = Context.ActorSelection(new RootActorPath(address) / "user" / NodeHost.Name);
        _interval = Context.System.Settings.Config.GetTimeSpan("fedpg.actors.cluster.inquiry-interval");
        _remote = new RemoteEnd(Self, RemoteEnd.MostBytesOf(plan), Context.GetLogger());
    }

    private sealed record Inquire
    {
        public static Inquire Now { get; } = new();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(FederationPlan plan, int node, Address address) =>
        Akka.Actor.Props.Create(() => new NodeProxy(plan, node, address));

    protected override void PreStart()
    {
        Host();
        Timers.StartPeriodicTimer(nameof(Inquire), Inquire.Now, _interval);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        Context.Parent.Tell(new NodeLost(_plan.Run, _work?.Broadcast.Round ?? 0, _node, reason));
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        if (_endpoint is not null) _remote.Send(new EndRun(_plan.Run), _endpoint);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RoundAssignment assignment when Sender.Equals(Context.Parent):
                _work = OpenWork.After(_work, assignment);
                if (_endpoint is not null) Send(assignment);
                break;
            case Inquire:
                if (_endpoint is null) Host();
                else if (_work is { IsDone: false })
                    _remote.Send(new RoundInquiry(_plan.Run, _work.Broadcast.Round, [.. _work.Edges]), _endpoint);
                break;
            case RunHosted hosted when hosted.Run == _plan.Run && _endpoint is null:
                _endpoint = Context.Watch(Sender);
                if (_work is { IsDone: false }) Send(_work.Whole);
                break;
            case RunRefused refused when refused.Run == _plan.Run:
                Context.Parent.Tell(
                    new RoundFailed(
                        _plan.Run, _work?.Broadcast.Round ?? 0, Agent: null, new RemoteFailure("a node refused the run", refused.Reason)));
                break;
            case Terminated terminated when terminated.ActorRef.Equals(_endpoint):
                _endpoint = null;
                break;
            default:
                if (!Sender.Equals(_endpoint) || !Answer(_remote.Receive(message))) Unhandled(message);
                break;
        }
    }

    private bool Answer(object? message)
    {
        switch (message)
        {
            case NodeUpdate update when update.Run == _plan.Run && IsSound(update):
                _work = _work?.Without(update, _plan.Layout);
                Context.Parent.Tell(update);
                return true;
            case EdgesUnknown unknown when unknown.Run == _plan.Run:
                if (_work?.Again(unknown) is { } again) Send(again);
                return true;
            case NodeLost lost when lost.Run == _plan.Run && lost.Node == _node:
                Context.Parent.Tell(lost);
                return true;
            case RoundFailed:
                Context.Parent.Tell(message);
                return true;
            case null:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the parts of an update can be merged: a peer that is not one of our nodes could send anything.</summary>
    private bool IsSound(NodeUpdate update) => update.Parts.All(IsSound)
        && update.Refused.All(agent => agent < _plan.Layout.Participants)
        && update.Refused.All(agent => update.Parts.Any(part => agent >= part.First && agent < part.End))
        && update.States.All(state => state.Agent < _plan.Layout.Participants && IsState(state.Numbers.AsSpan()));

    private bool IsState(ReadOnlySpan<double> state) => UpdateCheck.IsSound(state, _plan.Algorithm.AgentStateLength);

    private bool IsSound(PartialAggregate part) =>
        _plan.Layout.TryFindEdges(part, out _)
        && part.Updates >= 0
        && part.Updates <= Math.Min(part.End, _plan.Layout.Participants) - part.First
        && (part.Updates == 0 ? part.Numbers is null : _plan.Aggregator.HasLength(part, _plan.Algorithm.UpdateLength))
        && double.IsFinite(part.Weight);

    private void Send(RoundAssignment assignment) => _remote.Send(assignment.Narrowed(_plan.Layout), _endpoint!);

    private void Host() => _remote.Send(
        new HostRun(_plan.Run, _node, Sent(_plan.Specification), _plan.Watchdog)
        {
            Extensions = ExtensionText.Write(_plan.Specification.Extensions, _plan.Catalogue),
        },
        _host);

    private FederationSpecification Sent(FederationSpecification specification) =>
        specification with { Environments = UnbuiltEnvironments.Of(specification.Environments, _plan.Catalogue) };
}
