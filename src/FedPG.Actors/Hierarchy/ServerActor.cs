using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Actors.Telemetry;
using FedPG.Actors.Training;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Hierarchy;

/// <summary>
/// Runs the rounds of one federation, in every mode of the server: broadcast, collect, aggregate. The outcome of each round goes into a
/// bounded channel; when the reader falls behind, the next round waits. A failure that cannot be repaired ends the run with its reason.
/// </summary>
internal sealed class ServerActor : UntypedActor
{
    private readonly FederationPlan _plan;
    private readonly ChannelWriter<RoundOutcome> _outcomes;
    private readonly bool _isContinued;
    private readonly ServerRound _round;
    private readonly NodeRoster _nodes;
    private readonly ActivityContext _caller;
    private FederationState _state;
    private IRoundSchedule? _schedule;
    private RunTelemetry? _telemetry;

    public ServerActor(
        FederationPlan plan, ChannelWriter<RoundOutcome> outcomes, FederationState? start, int localNodes, ActivityContext caller)
    {
        (_plan, _outcomes, _isContinued, _caller) = (plan, outcomes, start is not null, caller);
        _state = start ?? FederationState.Initial(plan.Algorithm.InitialParameters);
        _round = new ServerRound(plan);
        _nodes = new NodeRoster(Context, plan.Layout.EdgeCount, plan.Registry);
        for (int node = 0; node < localNodes; node++)
        {
            _nodes.Join(new NodeJoined(FormattableString.Invariant($"local-{node}"), Cores: 1, number => NodeActor.Props(plan, number)));
        }
    }

    /// <summary>The server's actor.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="outcomes">Receives the outcome of each round.</param>
    /// <param name="start">The state to continue from; null = from the beginning.</param>
    /// <param name="localNodes">The number of nodes in this process; others join by <see cref="NodeJoined"/>.</param>
    public static Props Props(
        FederationPlan plan, ChannelWriter<RoundOutcome> outcomes, FederationState? start = null, int localNodes = 1)
    {
        var caller = Activity.Current?.Context ?? default;
        return Akka.Actor.Props.Create(() => new ServerActor(plan, outcomes, start, localNodes, caller))
            .WithDispatcher(ComputeDispatcher.ProtocolId);
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(exception =>
    {
        var directive = Supervision.Decide(exception);
        if (directive != Directive.Escalate) return directive;
        Self.Tell(new RoundFailed(_plan.Run, _round.Exchange, Agent: null, exception));
        return Directive.Stop;
    });

    /// <summary>
    /// Anything that can fail is done here and not in the constructor: an actor that cannot be created could not report the failure.
    /// </summary>
    protected override void PreStart() => Guard(() =>
    {
        _telemetry = new RunTelemetry(_plan, _caller);
        _schedule = _state.StartSchedule(_plan.Specification, _plan.Algorithm);
        if (_isContinued) Continue();
        else Publish(RoundOutcome.Initial(_state));
    });

    protected override void OnReceive(object message) => Guard(() => Handle(message));

    protected override void PostStop()
    {
        var stopped = FederationException.Stopped(_state.Round);

        // A host that stops is not an error of the run: its services see a cancellation, in whatever order they are stopped.
        bool ends = CoordinatedShutdown.Get(Context.System).ShutdownReason is not null;
        _outcomes.TryComplete(ends ? new OperationCanceledException(stopped.Message, stopped) : stopped);
        _plan.End();
        _telemetry?.Stop();
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case NodeUpdate update:
                _round.Add(update.Repairs);
                foreach (var part in update.Parts) Collect(update, part);
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
                if (isFirst && _round.Broadcast is { } broadcast) _nodes.Tell(broadcast, _round.Awaited());
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
                Fail(
                    failed.Agent is { } agent
                        ? new FederationException(agent, RoundOf(failed.Round), failed.Reason)
                        : FederationException.Of(failed.Reason));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Collect(NodeUpdate update, in PartialAggregate part)
    {
        var (closes, again) = _round.Collect(update, part);
        if (!again.IsEmpty) _nodes.Tell(_round.Broadcast!, again);
        if (!closes) return;
        var (outcome, next) = _round.Close();
        if (next is not null) _nodes.TellAll(next);
        if (outcome is null) return;
        _telemetry!.End(outcome, outcome.Repairs);
        Publish(outcome);
    }

    /// <summary>The round of an exchange.</summary>
    private int RoundOf(int exchange) => (exchange - 1) / _plan.Algorithm.Phases + 1;

    /// <summary>Handles lost work on edges: those still awaited are assigned again, to the nodes that own them now.</summary>
    private void AskAgain(ImmutableArray<int> edges, Exception? reason)
    {
        if (_round.Lose(edges, reason) is not { } lost) Fail(FederationException.Of(reason!));
        else if (!lost.IsEmpty) _nodes.Tell(_round.Broadcast!, lost);
    }

    /// <summary>Writes an outcome and begins the next round; if the channel is full, waits for room first.</summary>
    private void Publish(RoundOutcome outcome)
    {
        if (!_outcomes.TryWrite(outcome))
        {
            _outcomes.WaitToWriteAsync().AsTask().PipeTo(Self, success: _ => new ReaderReady(outcome));
            return;
        }

        if (outcome.Round > 0) _state = _state.After(outcome);
        Continue();
    }

    private void Continue()
    {
        if (_state.Round < _plan.Specification.Rounds)
        {
            Begin();
            return;
        }

        _outcomes.TryComplete();
        Context.Stop(Self);
    }

    private void Begin()
    {
        _telemetry!.Begin();
        _nodes.TellAll(_round.Open(_state, _schedule!.Next(_state.RefusedIn(_state.Round))));
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
        _telemetry?.Fail(reason);
        _outcomes.TryComplete(reason);
        Context.Stop(Self);
    }

    private sealed record ReaderReady(RoundOutcome Outcome);
}
