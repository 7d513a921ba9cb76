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
    public void A_member_that_fails_is_asked_again_three_times_and_then_abandoned() => Actions(
        RoundState.Open(Run, 1, RoundExpectation.Everyone(2)), Enumerable.Repeat(RoundEvent.Failed(Run, 1, 1), 4)).ShouldBe(
        [RoundAction.AskAgain, RoundAction.AskAgain, RoundAction.AskAgain, RoundAction.GiveUp]);

    [Fact]
    public void A_member_that_vanishes_is_asked_again_as_often_as_it_takes() => Actions(
        RoundState.Open(Run, 1, RoundExpectation.Everyone(2)), Enumerable.Repeat(RoundEvent.Vanished(Run, 1, 1), 40))
        .ShouldAllBe(action => action == RoundAction.AskAgain);

    [Fact]
    public void A_crash_is_followed_by_the_next_attempt_and_counts_once() => Actions(
        RoundState.Open(Run, 3, Expect(Present(3, crashes: 2), Present(3))),
        [
            RoundEvent.Crashed(Run, 3, 0, 1), RoundEvent.Crashed(Run, 3, 0, 0), RoundEvent.Crashed(Run, 3, 0, 0),
            RoundEvent.Crashed(Run, 3, 0, 1), RoundEvent.Crashed(Run, 3, 0, 2), RoundEvent.Reported(Run, 3, 0),
        ])
        .ShouldBe(
            [RoundAction.Ignore, RoundAction.AskAgain, RoundAction.Ignore, RoundAction.AskAgain, RoundAction.Ignore, RoundAction.Accept]);

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
    public void Only_the_asked_are_awaited_and_a_round_without_asked_members_is_closed_at_once()
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

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(5000)]
    [InlineData(-1)]
    public void A_number_that_is_no_members_is_not_awaited(int number)
    {
        RoundState.Idle(Run).Awaits(number).ShouldBeFalse();
        RoundState.Open(Run, 1, RoundExpectation.Everyone(1)).Awaits(number).ShouldBeFalse();
    }

    /// <summary>A range report counts for all of its members or for none, whoever has reported before and whatever run and round it
    /// names.</summary>
    [Fact]
    public void A_report_of_a_range_is_taken_whole_or_ignored_and_what_it_cannot_settle_is_asked_again() => Gen.Select(
        Gen.Bool.Array[6], Gen.Int[0, 5].Array[0, 6], Gen.Int[0, 5], Gen.Int[1, 6], Gen.Int[2, 4], Gen.Bool).Sample(
        (areAsked, earlier, first, end, round, isOwn) =>
        {
            if (first >= end) return;
            var run = isOwn ? Run : RunId.New();
            var state = RoundState.Open(
                Run, 3, Expect([.. areAsked.Select(isAsked => isAsked ? Present(3) : Present(3) with { Attendance = Attendance.Absent })]));
            foreach (int member in earlier.Where(member => areAsked[member])) (state, _) = state.Apply(RoundEvent.Reported(Run, 3, member));
            int[] awaited = [.. Enumerable.Range(first, end - first).Where(state.Awaits)];
            int asked = Enumerable.Range(first, end - first).Count(member => areAsked[member]);
            bool isWhole = awaited.Length > 0 && awaited.Length == asked;
            var before = state.Repairs;
            var (after, decision) = state.ReportRange(run, round, first, end);
            for (int member = 0; member < areAsked.Length; member++)
            {
                bool isSettled = isOwn && round == 3 && isWhole && awaited.Contains(member);
                after.Awaits(member).ShouldBe(state.Awaits(member) && !isSettled);
            }

            if (!isOwn || round > 3)
                (decision.Action, after.Repairs).ShouldBe((RoundAction.Ignore, before + new RoundRepairs { Foreign = 1 }));
            else if (round < 3) (decision.Action, after.Repairs).ShouldBe((RoundAction.Ignore, before + new RoundRepairs { Outdated = 1 }));
            else if (isWhole) (decision, after.Repairs).ShouldBe((new RoundDecision(RoundAction.Accept, after.IsClosed), before));
            else if (awaited.Length == 0)
                (decision.Action, after.Repairs)
                    .ShouldBe((RoundAction.Ignore, before + new RoundRepairs { Duplicated = asked > 0 ? 1 : 0 }));
            else
                (decision.Action, after.Repairs)
                    .ShouldBe((RoundAction.AskAgain, before + new RoundRepairs { Duplicated = 1, AskedAgain = awaited.Length }));
        });

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(2, 7)]
    [InlineData(3, 3)]
    public void A_report_of_unknown_members_is_foreign(int first, int end)
    {
        var state = RoundState.Open(Run, 3, RoundExpectation.Everyone(6));
        state.ReportRange(Run, 3, first, end).State.Repairs.ShouldBe(new RoundRepairs { Foreign = 1 });
    }

    private static AgentRound Present(int round, int crashes = 0) =>
        AgentRound.Present(round) with { Crashes = [.. Enumerable.Repeat(1, crashes)] };

    private static RoundExpectation Expect(params AgentRound[] agents) =>
        RoundExpectation.Of(RoundAttendance.Of(agents[0].Broadcast, [.. agents], [], default), first: 0, agents.Length);

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
