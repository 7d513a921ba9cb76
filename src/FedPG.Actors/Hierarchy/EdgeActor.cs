using Akka.Actor;
using Akka.Dispatch;
using FedPG.Actors.Links;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;
using FedPG.Actors.Training;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Hierarchy;

/// <summary>
/// Supervises a fixed block of consecutive agents, which corresponds to a node of the aggregation tree. The edge passes broadcasts to its
/// agents and sends the partial aggregate of their updates up. It stops agents that drop out, restarts agents that crash, and replaces
/// agents that were killed.
/// </summary>
internal sealed class EdgeActor : UntypedActor
{
    private readonly FederationPlan _plan;
    private readonly int _edge;
    private readonly int _first;
    private readonly MessageDispatcher _dispatcher = Context.System.Dispatchers.Lookup(ComputeDispatcher.Id);
    private readonly ChildRoster _agents;
    private readonly AggregateTree _tree;
    private readonly List<int> _refused = [];
    private readonly List<AgentState> _states = [];
    private readonly Watchdog? _watchdog;
    private RoundState _round;
    private Broadcast? _broadcast;

    public EdgeActor(FederationPlan plan, int edge)
    {
        (_plan, _edge, _first) = (plan, edge, plan.Layout.First(edge));
        _round = RoundState.Idle(plan.Run);
        _tree = new AggregateTree(plan.Aggregator, plan.Layout.Participants);
        _agents = new ChildRoster(
            Context,
            plan.Layout.Size(edge),
            member => Agent(_first + member),
            member => FormattableString.Invariant($"agent-{_first + member}"));
        if (plan.Watchdog is { } patience) _watchdog = new Watchdog(Context.System.Scheduler, Self, patience);
    }

    public static Props Props(FederationPlan plan, int edge) =>
        Akka.Actor.Props.Create(() => new EdgeActor(plan, edge)).WithDispatcher(ComputeDispatcher.ProtocolId);

    protected override SupervisorStrategy SupervisorStrategy() => Supervision.Strategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Broadcast broadcast when broadcast.Run == _plan.Run && broadcast.Round > _round.Round:
                Open(broadcast);
                break;
            case RangeUpdate update:
                foreach (var part in update.Parts) Handle(update, part);
                break;
            case LocalUpdate update when _broadcast is not null:
                Handle(update);
                break;
            case TrainingCrashed crashed:
                Apply(RoundEvent.Crashed(crashed.Run, crashed.Round, crashed.Agent - _first, crashed.Attempt));
                break;
            case TrainingLost lost:
                Apply(RoundEvent.Failed(lost.Run, lost.Round, lost.Agent - _first), lost.Reason);
                break;
            case AnswerOverdue overdue:
                Apply(RoundEvent.Vanished(overdue.Run, overdue.Round, overdue.Agent - _first));
                break;
            case ChildStopped stopped:
                if (!_agents.Forget(stopped) || !_round.Awaits(stopped.Member)) break;
                Apply(Supervision.LossOf(_round, stopped.Member, reason: null));
                break;
            case Watchdog.Expired:
                if (_watchdog!.HasExpired(_plan.Trainings, isIdle: _round.IsClosed)) ReplaceStuck();
                break;
            case RoundFailed failed:
                Context.Parent.Tell(failed);
                break;
            case Overtaken overtaken:
                overtaken.Receiver.Tell(overtaken.Message);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PreRestart(Exception reason, object message)
    {
        Context.Parent.Tell(new EdgeLost(_plan.Run, _round.Round, _edge, reason));
        base.PreRestart(reason, message);
    }

    protected override void PostStop() => _watchdog?.Stop();

    private Props Agent(int agent) => _plan.AgentProps?.Invoke(agent) ?? AgentActor.Props(_plan, agent);

    private void Open(Broadcast broadcast)
    {
        _broadcast = broadcast;
        _tree.Clear();
        _refused.Clear();
        _states.Clear();
        int members = _plan.Layout.Size(_edge);
        _round = RoundState.Open(broadcast.Run, broadcast.Round, RoundExpectation.Of(broadcast.Attendance, _first, members));
        for (int member = 0; member < members; member++) Prepare(member, broadcast.Attendance);
        if (_round.IsClosed)
        {
            Answer();
            return;
        }

        _watchdog?.Start(_plan.Trainings);
        Request(new TrainingRequest(broadcast));
    }

    /// <summary>Creates or stops an agent's actor, according to the round's attendance.</summary>
    private void Prepare(int member, RoundAttendance attendance)
    {
        if (!attendance.IsEveryone && attendance[_first + member].Attendance is Attendance.Absent or Attendance.Gone) _agents.Stop(member);
        else if (_round.Expectation.Asked.Contains(member)) _agents.EnsureCreated(member);
    }

    private void Request(TrainingRequest request)
    {
        if (_plan.Link.IsReliable)
        {
            // Scheduled through the dispatcher, because Akka replaces its executor after a second without agents.
            _dispatcher.Schedule(new AgentRange(_plan, Self, request, _agents.Living, _first, next: 0, _agents.Living.Length));
            return;
        }

        for (int member = 0; member < _round.Expectation.Members; member++)
        {
            if (_round.Expectation.Asked.Contains(member)) _plan.Link.Request(Self, _agents[member], _first + member, request);
        }
    }

    private void Handle(RangeUpdate update, in PartialAggregate part)
    {
        int first = part.First - _first, end = (int)Math.Min(part.End - _first, _round.Expectation.Members);
        (_round, var decision) = _round.ReportRange(update.Run, update.Round, first, end);
        if (decision.Action == RoundAction.Accept)
        {
            _tree.Add(part);
            foreach (int agent in update.Refused)
            {
                if (agent >= part.First && agent < part.End) _refused.Add(agent);
            }

            foreach (var state in update.States)
            {
                if (state.Agent >= part.First && state.Agent < part.End) _states.Add(state);
            }

            _watchdog?.Feed();
        }
        else if (decision.Action == RoundAction.AskAgain)
        {
            for (int member = first; member < end; member++)
            {
                if (_round.Awaits(member)) AskAgain(member);
            }
        }

        if (decision.Closes) Answer();
    }

    private void Handle(LocalUpdate update)
    {
        int member = update.Agent - _first;
        bool isSound = _plan.IsSound(update.Parameters.AsSpan(), update.State.AsSpan(), _broadcast!, out double distance);
        (_round, var decision) = _round.Apply(isSound
            ? RoundEvent.Reported(update.Run, update.Round, member)
            : RoundEvent.Refused(update.Run, update.Round, member));
        if (decision.Action == RoundAction.Withdraw) _refused.Add(update.Agent);
        if (decision.Action == RoundAction.Accept)
        {
            // Other actors may hold the same message, so the tree gets its own copy of the array.
            _tree.Add(update.Agent, [.. update.Parameters], _broadcast!.Attendance.WeightOf(update.Agent), distance);
            if (!update.State.IsEmpty) _states.Add(new AgentState(update.Agent, update.State));
            _watchdog?.Feed();
        }

        if (decision.Closes) Answer();
    }

    private void Apply(RoundEvent happened, Exception? reason = null)
    {
        (_round, var decision) = _round.Apply(happened);
        switch (decision.Action)
        {
            case RoundAction.Withdraw when _broadcast!.Attendance[_first + happened.Member].IsLastCrashFatal:
                _agents.Forget(happened.Member);
                break;
            case RoundAction.AskAgain:
                AskAgain(happened.Member);
                break;
            case RoundAction.GiveUp:
                Context.Parent.Tell(new RoundFailed(happened.Run, happened.Round, _first + happened.Member, reason!));
                break;
        }

        if (decision.Closes) Answer();
    }

    private void AskAgain(int member)
    {
        var (attempts, repetitions) = (_round.Failures.Attempts, _round.Failures.Repetitions);
        var request = new TrainingRequest(_broadcast!, attempts.GetValueOrDefault(member), repetitions.GetValueOrDefault(member));
        _plan.Link.Request(Self, _agents[member], _first + member, request);
    }

    private void ReplaceStuck()
    {
        var reason = new TimeoutException(FormattableString.Invariant($"no update within {_plan.Watchdog!.Value.TotalSeconds} s"));
        for (int member = 0; member < _round.Expectation.Members; member++)
        {
            if (!_round.Awaits(member)) continue;
            _agents.Stop(member);
            Apply(RoundEvent.Failed(_round.Run, _round.Round, member), reason);
        }
    }

    private void Answer()
    {
        Context.Parent.Tell(new EdgeUpdate(_broadcast!.Run, _broadcast.Round, _edge, _tree.Close(_plan.Layout.Level, _edge))
        {
            Refused = _refused.Count == 0 ? [] : [.. _refused.Order()],
            States = [.. _states],
            Repairs = _round.Repairs,
        });
        _tree.Clear();
    }
}
