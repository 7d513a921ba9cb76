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
    private readonly bool _isContinued;
    private readonly EdgeUpdate[] _updates;
    private readonly NodeRoster _nodes;
    private FederationState _state;
    private IRoundSchedule? _schedule;
    private RoundState _round;
    private Broadcast? _broadcast;

    public ServerActor(FederationPlan plan, ChannelWriter<RoundOutcome> outcomes, FederationState? start, int localNodes)
    {
        (_plan, _outcomes, _isContinued) = (plan, outcomes, start is not null);
        _state = start ?? FederationState.Initial(plan.Algorithm.InitialParameters);
        _round = RoundState.Idle(plan.Run);
        _updates = new EdgeUpdate[plan.Layout.EdgeCount];
        _nodes = new NodeRoster(Context, plan.Layout.EdgeCount, plan.Board);
        for (int node = 0; node < localNodes; node++)
        {
            _nodes.Join(new NodeJoined(FormattableString.Invariant($"local-{node}"), Cores: 1, number => NodeActor.Props(plan, number)));
        }
    }

    /// <summary>A server.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="outcomes">Where its rounds go.</param>
    /// <param name="start">Where it goes on; null is from the beginning.</param>
    /// <param name="localNodes">How many nodes it has in its own process; others join by <see cref="NodeJoined"/>.</param>
    public static Props Props(FederationPlan plan, ChannelWriter<RoundOutcome> outcomes, FederationState? start = null, int localNodes = 1) =>
        Akka.Actor.Props.Create(() => new ServerActor(plan, outcomes, start, localNodes)).WithDispatcher(ComputeDispatcher.ProtocolId);

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
        _schedule = _state.StartSchedule(_plan.Specification, _plan.Algorithm);
        if (_isContinued) GoOn();
        else Publish(RoundOutcome.Initial(_state));
    });

    protected override void OnReceive(object message) => Guard(() => Handle(message));

    protected override void PostStop()
    {
        var stopped = FederationException.Stopped(_state.Round);

        // A host that stops is not an error of the run's: its services see that they are cancelled, in whatever order they are stopped.
        bool ends = CoordinatedShutdown.Get(Context.System).ShutdownReason is not null;
        _outcomes.TryComplete(ends ? new OperationCanceledException(stopped.Message, stopped) : stopped);
        _plan.Dispose();
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case NodeUpdate update:
                _round = _round.Repaired(update.Repairs);
                foreach (var edge in update.Edges) Collect(edge);
                break;
            case ReaderReady ready:
                Publish(ready.Outcome);
                break;
            case NodeLost lost:
                AskAgain(_nodes.EdgesOf(lost.Node), lost.Reason);
                break;
            case ChildStopped stopped:
                AskAgain(_nodes.Forget(stopped), reason: null);
                break;
            case NodeJoined joined:
                bool isFirst = _nodes.IsEmpty;
                _nodes.Join(joined);
                if (isFirst && _broadcast is not null && !_round.IsClosed) _nodes.Tell(_broadcast, Awaited(Enumerable.Range(0, _updates.Length)));
                break;
            case NodeAway away:
                AskAgain(_nodes.Away(away.Key), reason: null);
                break;
            case NodeLeft left:
                AskAgain(_nodes.Leave(left.Key), reason: null);
                break;
            case LoadChanged:
                _nodes.Rebalance();
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
        (_round, var decision) = _round.Apply(RoundEvent.Reported(update.Run, update.Round, update.Edge));
        if (decision.Action == RoundAction.Accept) _updates[update.Edge] = update;
        if (!decision.Closes) return;
        var outcome = RoundAverage.Of(_broadcast!, _updates, _plan);
        Publish(_round.Repairs == default ? outcome : outcome with { Repairs = outcome.Repairs + _round.Repairs });
    }

    private IEnumerable<int> Awaited(IEnumerable<int> edges) => edges.Where(_round.Awaits);

    /// <summary>Work on these edges is lost: what is still awaited of it is asked for again, of whoever has them now.</summary>
    private void AskAgain(ImmutableArray<int> edges, Exception? reason)
    {
        var lost = Awaited(edges).ToList();
        foreach (int edge in lost)
        {
            (_round, var decision) = _round.Apply(Supervision.LossOf(_round, edge, reason));
            if (decision.Action != RoundAction.GiveUp) continue;
            Fail(FederationException.Of(reason!));
            return;
        }

        if (lost.Count > 0) _nodes.Tell(_broadcast!, lost);
    }

    /// <summary>Hands a round over and begins the next; when the channel is full, once there is room.</summary>
    private void Publish(RoundOutcome outcome)
    {
        if (!_outcomes.TryWrite(outcome))
        {
            _outcomes.WaitToWriteAsync().AsTask().PipeTo(Self, success: _ => new ReaderReady(outcome));
            return;
        }

        if (outcome.Round > 0) _state = _state.After(outcome);
        GoOn();
    }

    private void GoOn()
    {
        if (_state.Round < _plan.Specification.Rounds)
        {
            Begin(_state.Round + 1);
            return;
        }

        _outcomes.TryComplete();
        Context.Stop(Self);
    }

    private void Begin(int round)
    {
        var attendance = _schedule!.Next(_state.RefusedIn(round - 1));
        Array.Clear(_updates);
        _broadcast = new Broadcast(_plan.Run, round, _state.Parameters, attendance)
        {
            Earlier = attendance.IsEveryone
                ? ImmutableDictionary<int, ImmutableArray<double>>.Empty
                : attendance.EarlierBroadcasts().ToImmutableDictionary(earlier => earlier, _state.ParametersOf),
        };
        _round = RoundState.Open(_plan.Run, round, RoundExpectation.Everyone(_updates.Length));
        _nodes.TellAll(_broadcast);
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

    private sealed record ReaderReady(RoundOutcome Outcome);
}
