using CsCheck;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Rounds;

public class RoundStateTests
{
    private static readonly RunId Run = RunId.New();

    [Fact]
    public void A_member_that_fails_is_asked_again_three_times_and_then_given_up() => Actions(
        RoundState.Open(Run, 1, RoundExpectation.Everyone(2)), Enumerable.Repeat(RoundEvent.Failed(Run, 1, 1), 4)).ShouldBe(
        [RoundAction.AskAgain, RoundAction.AskAgain, RoundAction.AskAgain, RoundAction.GiveUp]);

    [Fact]
    public void A_member_that_vanishes_is_asked_again_as_often_as_it_takes() => Actions(
        RoundState.Open(Run, 1, RoundExpectation.Everyone(2)), Enumerable.Repeat(RoundEvent.Vanished(Run, 1, 1), 40))
        .ShouldAllBe(action => action == RoundAction.AskAgain);

    [Fact]
    public void A_crash_is_followed_by_the_next_attempt_and_counts_once() => Actions(
        RoundState.Open(Run, 3, Expect(Present(3, crashes: 2), Present(3))),
        [RoundEvent.Crashed(Run, 3, 0, 1), RoundEvent.Crashed(Run, 3, 0, 0), RoundEvent.Crashed(Run, 3, 0, 0), RoundEvent.Crashed(Run, 3, 0, 1), RoundEvent.Crashed(Run, 3, 0, 2), RoundEvent.Reported(Run, 3, 0)])
        .ShouldBe([RoundAction.Ignore, RoundAction.AskAgain, RoundAction.Ignore, RoundAction.AskAgain, RoundAction.Ignore, RoundAction.Accept]);

    [Fact]
    public void A_member_that_loses_the_round_is_not_awaited_after_its_last_crash()
    {
        var lost = Present(3, crashes: 1) with { Attendance = Attendance.Loses };
        var (state, decision) = RoundState.Open(Run, 3, Expect(lost)).Apply(RoundEvent.Crashed(Run, 3, 0, 0));
        decision.ShouldBe(new RoundDecision(RoundAction.Withdraw, Closes: true));
        state.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public void A_refused_part_is_not_awaited_again()
    {
        var (state, decision) = RoundState.Open(Run, 1, RoundExpectation.Everyone(1)).Apply(RoundEvent.Refused(Run, 1, 0));
        decision.ShouldBe(new RoundDecision(RoundAction.Withdraw, Closes: true));
        state.Apply(RoundEvent.Reported(Run, 1, 0)).State.Repairs.ShouldBe(new RoundRepairs { Duplicated = 1 });
    }

    [Fact]
    public void Only_the_asked_are_awaited_and_a_round_that_asks_nobody_is_closed_at_once()
    {
        var absent = Present(2) with { Attendance = Attendance.Absent };
        var state = RoundState.Open(Run, 2, Expect(absent, Present(2)));
        (state.Awaits(0), state.Awaits(1), state.IsClosed).ShouldBe((false, true, false));
        state.Apply(RoundEvent.Reported(Run, 2, 0)).State.Repairs.Foreign.ShouldBe(1);
        RoundState.Open(Run, 2, Expect(absent, absent)).IsClosed.ShouldBeTrue();
    }

    [Fact]
    public void Before_the_first_round_everything_is_foreign()
    {
        var (state, decision) = RoundState.Idle(Run).Apply(RoundEvent.Reported(Run, 1, 0));
        decision.Action.ShouldBe(RoundAction.Ignore);
        state.Repairs.ShouldBe(new RoundRepairs { Foreign = 1 });
        state.IsClosed.ShouldBeTrue();
    }

    /// <summary>Whoever has reported or been refused before, and whichever round they come from.</summary>
    [Fact]
    public void Reports_in_one_piece_do_what_they_would_one_by_one() => Gen.Select(Gen.Bool.Array[6], Gen.Int[0, 5].Array[0, 6], Gen.Int[1, 6], Gen.Int[2, 4], Gen.Bool).Sample(
        (areAsked, earlier, end, round, isOwn) =>
        {
            var run = isOwn ? Run : RunId.New();
            var state = RoundState.Open(Run, 3, Expect([.. areAsked.Select(isAsked => isAsked ? Present(3) : Present(3) with { Attendance = Attendance.Absent })]));
            foreach (int member in earlier.Where(member => areAsked[member])) (state, _) = state.Apply(RoundEvent.Reported(Run, 3, member));
            int[] reported = [.. Enumerable.Range(0, end).Where(member => areAsked[member])];
            var (one, decision) = state.ReportBelow(run, round, end, reported.Length);
            var decisions = new List<RoundDecision>();
            foreach (int member in reported)
            {
                (state, var each) = state.Apply(RoundEvent.Reported(run, round, member));
                decisions.Add(each);
            }

            one.Repairs.ShouldBe(state.Repairs);
            (one.IsClosed, one.Settled.Count).ShouldBe((state.IsClosed, state.Settled.Count));
            for (int member = 0; member < areAsked.Length; member++) one.Awaits(member).ShouldBe(state.Awaits(member));
            decision.Closes.ShouldBe(decisions.Any(each => each.Closes));
            if (reported.Length > 0) (decision.Action == RoundAction.Accept).ShouldBe(decisions.Any(each => each.Action == RoundAction.Accept));
        });

    private static AgentRound Present(int round, int crashes = 0) =>
        AgentRound.Present(round) with { Crashes = [.. Enumerable.Repeat(1, crashes)] };

    private static RoundExpectation Expect(params AgentRound[] agents) =>
        RoundExpectation.Of(RoundAttendance.Of(agents[0].Broadcast, [.. agents], agents[0].Broadcast, default), first: 0, agents.Length);

    private static List<RoundAction> Actions(RoundState state, IEnumerable<RoundEvent> events)
    {
        var actions = new List<RoundAction>();
        foreach (var happened in events)
        {
            (state, var decision) = state.Apply(happened);
            actions.Add(decision.Action);
        }

        return actions;
    }
}
