using CsCheck;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;

namespace FedPG.Actors.Tests.Rounds;

public class RoundStateTests
{
    private static readonly RunId Run = RunId.New();
    private static readonly RunId OtherRun = RunId.New();

    /// <summary>Any event: of this run or another, of rounds around the open one, of members inside and outside.</summary>
    private static readonly Gen<RoundEvent> Events =
        from foreign in Gen.Int[0, 9]
        from round in Gen.Int[6, 8]
        from member in Gen.Int[-1, 6]
        from lost in Gen.Int[0, 9]
        let run = foreign == 0 ? OtherRun : Run
        select lost == 0 ? (RoundEvent)new Lost(run, round, member) : new Reported(run, round, member);

    [Fact]
    public void A_round_closes_exactly_once_and_only_when_every_member_has_reported() => Events.Array[0, 80].Sample(
        events =>
        {
            var state = RoundState.Open(Run, round: 7, members: 5);
            var reported = new HashSet<int>();
            int closed = 0;
            foreach (var happened in events)
            {
                bool counts = happened is Reported && happened.Run == Run && happened.Round == 7
                    && happened.Member is >= 0 and < 5 && !reported.Contains(happened.Member);
                (state, var decision) = state.Apply(happened);
                (decision is RoundDecision.Accept or RoundDecision.AcceptAndClose).ShouldBe(counts);
                if (counts) reported.Add(happened.Member);
                if (decision == RoundDecision.AcceptAndClose) closed++;
                state.Received.Count.ShouldBe(reported.Count);
            }

            closed.ShouldBe(reported.Count == 5 ? 1 : 0);
            state.IsClosed.ShouldBe(reported.Count == 5);
        },
        iter: 20_000);

    [Fact]
    public void Every_event_is_accepted_retried_or_counted() => Events.Array[0, 60].Sample(events =>
    {
        var state = RoundState.Open(Run, round: 7, members: 5);
        int acted = 0;
        foreach (var happened in events)
        {
            (state, var decision) = state.Apply(happened);
            if (decision != RoundDecision.Ignore) acted++;
        }

        (acted + state.Duplicates + state.Late + state.Foreign).ShouldBe(events.Length);
    });

    [Fact]
    public void No_reachable_state_is_stuck_the_missing_reports_always_close_it() => Events.Array[0, 40].Sample(events =>
    {
        var state = events.Aggregate(RoundState.Open(Run, round: 7, members: 5), (s, happened) => s.Apply(happened).State);
        for (int member = 0; member < 5; member++) state = state.Apply(new Reported(Run, 7, member)).State;
        state.IsClosed.ShouldBeTrue();
    });

    [Fact]
    public void A_member_is_asked_again_three_times_and_then_given_up()
    {
        var state = RoundState.Open(Run, round: 1, members: 2);
        var decisions = new List<RoundDecision>();
        for (int i = 0; i < 4; i++)
        {
            (state, var decision) = state.Apply(new Lost(Run, 1, 1));
            decisions.Add(decision);
        }

        decisions.ShouldBe([RoundDecision.AskAgain, RoundDecision.AskAgain, RoundDecision.AskAgain, RoundDecision.GiveUp]);
    }

    [Fact]
    public void Before_the_first_round_everything_is_foreign()
    {
        var (state, decision) = RoundState.Idle(Run).Apply(new Reported(Run, 1, 0));
        decision.ShouldBe(RoundDecision.Ignore);
        state.Foreign.ShouldBe(1);
    }

    [Fact]
    public void Member_sets_hold_what_was_added() => Gen.Int[0, 199].Array[0, 100].Sample(members =>
    {
        var set = members.Aggregate(MemberSet.Empty(200), (s, member) => s.Add(member));
        set.Count.ShouldBe(members.Distinct().Count());
        for (int i = 0; i < 200; i++) set.Contains(i).ShouldBe(members.Contains(i));
    });
}
