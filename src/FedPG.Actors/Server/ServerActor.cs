using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using FedPG.Actors.Nodes;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Server;

/// <summary>
/// Runs the synchronous rounds of one federation: broadcast, collect, average. What each round leaves goes into a bounded
/// channel; when its reader falls behind, the next round waits. Whatever it cannot repair ends the run with its reason.
/// </summary>
internal sealed class ServerActor : UntypedActor
{
    private readonly FederationPlan _plan;
    private readonly ChannelWriter<RoundOutcome> _outcomes;
    private readonly EdgeUpdate[] _updates;
    private readonly ChildRoster _nodes;
    private readonly BroadcastHistory _history = new();
    private IRoundSchedule? _schedule;
    private RoundState _round;
    private Broadcast? _broadcast;
    private RoundOutcome _last;

    public ServerActor(FederationPlan plan, ChannelWriter<RoundOutcome> outcomes)
    {
        (_plan, _outcomes) = (plan, outcomes);
        _round = RoundState.Idle(plan.Run);
        _updates = new EdgeUpdate[plan.Layout.EdgeCount];
        _nodes = new ChildRoster(Context, count: 1, _ => NodeActor.Props(plan, firstEdge: 0, plan.Layout.EdgeCount), _ => "node");
        _last = new RoundOutcome(0, plan.Algorithm.InitialParameters, Participants: 0, default, default);
    }

    public static Props Props(FederationPlan plan, ChannelWriter<RoundOutcome> outcomes) =>
        Akka.Actor.Props.Create(() => new ServerActor(plan, outcomes));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(exception =>
    {
        var directive = Supervision.Decide(exception);
        if (directive != Directive.Escalate) return directive;
        Self.Tell(new RoundFailed(_plan.Run, _round.Round, Agent: null, exception));
        return Directive.Stop;
    });

    /// <summary>Whatever can fail is done here and not in the constructor: an actor that cannot be made could not tell its reader.</summary>
    protected override void PreStart() => Guard(() =>
    {
        _schedule = _plan.Specification.StartSchedule(_plan.Algorithm);
        Publish(_last);
    });

    protected override void OnReceive(object message) => Guard(() => Handle(message));

    protected override void PostStop()
    {
        _outcomes.TryComplete(FederationException.Stopped(_last.Round));
        _plan.Dispose();
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case NodeUpdate update:
                foreach (var edge in update.Edges) Collect(edge);
                break;
            case ReaderReady:
                Publish(_last);
                break;
            case NodeLost lost:
                AskAgain(lost.Reason);
                break;
            case ChildStopped stopped:
                if (_nodes.Forget(stopped)) AskAgain(reason: null);
                break;
            case RoundFailed failed when failed.Run == _plan.Run:
                Fail(failed.Agent is { } agent ? new FederationException(agent, failed.Round, failed.Reason) : FederationException.Of(failed.Reason));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Collect(EdgeUpdate update)
    {
        (_round, var decision) = _round.Apply(new Reported(update.Run, update.Round, update.Edge));
        if (decision.Action == RoundAction.Accept) _updates[update.Edge] = update;
        if (!decision.Closes) return;
        var outcome = RoundAverage.Of(_broadcast!, _updates, _plan);
        _last = outcome with { Repairs = outcome.Repairs + _round.Repairs };
        Publish(_last);
    }

    /// <summary>The node was lost, and with it whatever it had not sent of the open round.</summary>
    private void AskAgain(Exception? reason)
    {
        if (_round.IsClosed) return;
        for (int edge = 0; edge < _updates.Length; edge++)
        {
            if (!_round.Awaits(edge)) continue;
            (_round, var decision) = _round.Apply(Supervision.LossOf(_round, edge, reason));
            if (decision.Action != RoundAction.GiveUp) continue;
            Fail(FederationException.Of(reason!));
            return;
        }

        _nodes[0].Tell(_broadcast);
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
            Begin(outcome.Round + 1, outcome.Parameters);
        }
    }

    private void Begin(int round, ImmutableArray<double> parameters)
    {
        // The updates are still those of the round before.
        var attendance = _schedule!.Next(round == 1 ? [] : [.. _updates.SelectMany(update => update.Refused)]);
        Array.Clear(_updates);
        _history.Add(round, parameters, attendance.OldestBroadcast);
        _broadcast = new Broadcast(_plan.Run, round, parameters, attendance)
        {
            Earlier = attendance.EarlierBroadcasts().ToImmutableDictionary(earlier => earlier, earlier => _history[earlier]),
        };
        _round = RoundState.Open(_plan.Run, round, RoundExpectation.Everyone(_updates.Length));
        _nodes[0].Tell(_broadcast);
    }

    private void Guard(Action handle)
    {
        try
        {
            handle();
        }
        catch (Exception error)
        {
            Fail(FederationException.Of(error));
        }
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
