using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using FedPG.Actors.Nodes;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;
using FedPG.Federation;

namespace FedPG.Actors.Server;

/// <summary>
/// Runs the synchronous rounds of one federation: broadcast, collect, average. What each round leaves goes into a bounded
/// channel; when its reader falls behind, the next round waits.
/// </summary>
internal sealed class ServerActor : UntypedActor
{
    private readonly FederationPlan _plan;
    private readonly ChannelWriter<RoundOutcome> _outcomes;
    private readonly EdgeUpdate[] _updates;
    private readonly IActorRef _node;
    private RoundState _round;
    private RoundOutcome _last;

    public ServerActor(FederationPlan plan, ChannelWriter<RoundOutcome> outcomes)
    {
        (_plan, _outcomes) = (plan, outcomes);
        _round = RoundState.Idle(plan.Run);
        _updates = new EdgeUpdate[plan.Layout.EdgeCount];
        _last = new RoundOutcome(0, [.. new double[plan.Algorithm.ParameterCount]], Participants: 0, default);
        _node = Context.ActorOf(NodeActor.Props(plan, firstEdge: 0, plan.Layout.EdgeCount), "node");
    }

    public static Props Props(FederationPlan plan, ChannelWriter<RoundOutcome> outcomes) =>
        Akka.Actor.Props.Create(() => new ServerActor(plan, outcomes));

    protected override SupervisorStrategy SupervisorStrategy() => Supervision.Escalate;

    protected override void PreStart() => Publish(_last);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case NodeUpdate update:
                foreach (var edge in update.Edges) Collect(edge);
                break;
            case ReaderReady:
                Publish(_last);
                break;
            case TrainingFailed failed when failed.Run == _plan.Run:
                Fail(new FederationException(failed.Agent, failed.Round, failed.Reason));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>A federation that lost its round to an error ends with that error instead of starting over unseen.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        _outcomes.TryComplete(FederationException.Of(reason));
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason) => Context.Stop(Self);

    protected override void PostStop()
    {
        _outcomes.TryComplete(FederationException.Stopped(_last.Round));
        _plan.Dispose();
    }

    private void Collect(EdgeUpdate update)
    {
        (_round, var decision) = _round.Apply(new Reported(update.Run, update.Round, update.Edge));
        if (decision == RoundDecision.Ignore) return;
        _updates[update.Edge] = update;
        if (decision != RoundDecision.AcceptAndClose) return;
        _last = RoundAverage.Of(_round.Round, _updates, _plan);
        Array.Clear(_updates);
        Publish(_last);
    }

    /// <summary>Hands a round over and begins the next; when the channel is full, once there is room.</summary>
    private void Publish(RoundOutcome outcome)
    {
        if (!_outcomes.TryWrite(outcome))
        {
            _outcomes.WaitToWriteAsync().AsTask().PipeTo(Self, success: _ => ReaderReady.Instance);
        }
        else if (outcome.Round == _plan.Specification.Rounds)
        {
            _outcomes.TryComplete();
            Context.Stop(Self);
        }
        else
        {
            Ask(outcome.Round + 1, outcome.Parameters);
        }
    }

    private void Ask(int round, ImmutableArray<double> parameters)
    {
        _round = RoundState.Open(_plan.Run, round, _updates.Length);
        _node.Tell(new Broadcast(_plan.Run, round, parameters));
    }

    private void Fail(Exception reason)
    {
        _outcomes.TryComplete(reason);
        Context.Stop(Self);
    }

    private sealed class ReaderReady
    {
        public static ReaderReady Instance { get; } = new();
    }
}
