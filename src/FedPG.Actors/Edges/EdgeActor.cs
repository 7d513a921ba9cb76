using System.Collections.Immutable;
using Akka.Actor;
using FedPG.Actors.Agents;
using FedPG.Actors.Links;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;
using FedPG.Participation;

namespace FedPG.Actors.Edges;

/// <summary>
/// A fixed block of consecutive agents: passes broadcasts down, and their updates up as one partial aggregate, always added in
/// agent order. It supervises its agents: stops those who drop out, restarts those who crash, replaces those who were killed.
/// </summary>
internal sealed class EdgeActor : UntypedActor, IWithTimers
{
    private readonly FederationPlan _plan;
    private readonly int _edge;
    private readonly int _first;
    private readonly ChildRoster _agents;
    private readonly EdgeSum _sum;
    private readonly Crews _crews;
    private RoundState _round;
    private Broadcast? _broadcast;

    public EdgeActor(FederationPlan plan, int edge)
    {
        (_plan, _edge, _first) = (plan, edge, plan.Layout.First(edge));
        int members = plan.Layout.Size(edge);
        _round = RoundState.Idle(plan.Run);
        _crews = new Crews(plan, edge);
        _sum = new EdgeSum(plan, edge, _crews);
        _agents = new ChildRoster(
            Context, members, member => Agent(_first + member), member => FormattableString.Invariant($"agent-{_first + member}"));
    }

    /// <summary>The watchdog's timer.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(FederationPlan plan, int edge) => Akka.Actor.Props.Create(() => new EdgeActor(plan, edge)).WithDispatcher(ComputeDispatcher.ProtocolId);

    protected override SupervisorStrategy SupervisorStrategy() => Supervision.Strategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Broadcast broadcast when broadcast.Run == _plan.Run && broadcast.Round > _round.Round:
                Open(broadcast);
                break;
            case LocalUpdates updates:
                Take(updates);
                break;
            case LocalUpdate update when _broadcast is { } broadcast:
                Take(update.Run, update.Round, AgentUpdate.Of(update.Agent, update.Parameters, broadcast), Crews.Unknown);
                break;
            case TrainingCrashed crashed:
                Apply(RoundEvent.Crashed(crashed.Run, crashed.Round, crashed.Agent - _first, crashed.Attempt));
                break;
            case TrainingLost lost:
                Apply(RoundEvent.Failed(lost.Run, lost.Round, lost.Agent - _first), reason: lost.Reason);
                break;
            case AnswerOverdue overdue:
                Apply(RoundEvent.Vanished(overdue.Run, overdue.Round, overdue.Agent - _first));
                break;
            case ChildStopped stopped:
                if (_agents.Forget(stopped) && _round.Awaits(stopped.Member)) Apply(Supervision.LossOf(_round, stopped.Member, reason: null));
                break;
            case WatchdogExpired expired when expired.Round == _round.Round:
                if (expired.Trainings == _plan.Trainings) ReplaceStuck();
                Watch();
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

    private Props Agent(int agent) => _plan.AgentProps?.Invoke(agent) ?? AgentActor.Props(_plan, agent);

    private void Open(Broadcast broadcast)
    {
        _broadcast = broadcast;
        int members = _plan.Layout.Size(_edge);
        _sum.Begin();
        _round = RoundState.Open(broadcast.Run, broadcast.Round, RoundExpectation.Of(broadcast.Attendance, _first, members));
        var request = _plan.Requests.For(broadcast);
        if (broadcast.Attendance.IsEveryone && _plan.Link.IsReliable)
        {
            for (int member = 0; member < members; member++) _crews.Add(member, _agents[member]);
        }
        else
        {
            AskOrStop(broadcast, request);
        }

        _crews.Ask(Self, request);
        if (_round.IsClosed) Answer();
        else Watch();
    }

    /// <summary>Each as the round's attendance has it.</summary>
    private void AskOrStop(Broadcast broadcast, TrainingRequest request)
    {
        var (link, asked) = (_plan.Link, _round.Expectation.Asked);
        for (int member = 0; member < _round.Expectation.Members; member++)
        {
            var attendance = broadcast.Attendance[_first + member].Attendance;
            if (attendance is Attendance.Absent or Attendance.Gone) _agents.Stop(member);
            else if (!asked.Contains(member)) continue;
            else if (link.IsReliable) _crews.Add(member, _agents[member]);
            else link.Ask(Self, _agents[member], _first + member, request);
        }
    }

    /// <summary>The watchdog bites when nobody anywhere has finished a training for its time: until then, the silent may be waiting for a thread.</summary>
    private void Watch()
    {
        if (_plan.Watchdog is not { } patience || _round.IsClosed) return;
        Timers.StartSingleTimer(nameof(WatchdogExpired), new WatchdogExpired(_round.Round, _plan.Trainings), patience);
    }

    private void Take(LocalUpdates updates)
    {
        if (updates.Leading is { } leading) Take(updates, leading);
        foreach (var update in updates.Updates) Take(updates.Run, updates.Round, update, updates.Thread);
        if (!_round.IsClosed) _sum.Advance(_broadcast!, _round);
    }

    private void Take(LocalUpdates updates, LeadingSum leading)
    {
        int end = leading.Next - _first;
        (_round, var decision) = _round.ReportBelow(updates.Run, updates.Round, end, leading.Updates);
        if (decision.Action != RoundAction.Accept) return;
        _sum.Lead(leading);
        _crews.NoteBelow(end, updates.Thread);
        Watch();
        if (decision.Closes) Answer();
    }

    private void Take(RunId run, int round, AgentUpdate update, int thread)
    {
        int member = update.Agent - _first;
        Apply(update.IsSound ? RoundEvent.Reported(run, round, member) : RoundEvent.Refused(run, round, member), update, thread);
    }

    private void Apply(RoundEvent happened, AgentUpdate update = default, int thread = Crews.Unknown, Exception? reason = null)
    {
        (_round, var decision) = _round.Apply(happened);
        switch (decision.Action)
        {
            case RoundAction.Accept:
                _sum.Keep(happened.Member, update);
                _crews.Note(happened.Member, thread);
                Watch();
                break;
            case RoundAction.Withdraw when happened.Kind == RoundEventKind.Refused:
                _sum.Refuse(happened.Member);
                break;
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
        var request = new TrainingRequest(_broadcast!, _round.Troubles.Attempts.GetValueOrDefault(member), _round.Troubles.Repetitions.GetValueOrDefault(member));
        _plan.Link.Ask(Self, _agents[member], _first + member, request);
    }

    private void ReplaceStuck()
    {
        var reason = new TimeoutException(FormattableString.Invariant($"no update within {_plan.Watchdog!.Value.TotalSeconds} s"));
        for (int member = 0; member < _round.Expectation.Members; member++)
        {
            if (!_round.Awaits(member)) continue;
            _agents.Stop(member);
            Apply(RoundEvent.Failed(_round.Run, _round.Round, member), reason: reason);
        }
    }

    private void Answer()
    {
        Timers.Cancel(nameof(WatchdogExpired));
        Context.Parent.Tell(_sum.Take(_broadcast!, _round));
    }

    private sealed record WatchdogExpired(int Round, long Trainings);
}
