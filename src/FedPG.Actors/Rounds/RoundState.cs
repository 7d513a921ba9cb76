using FedPG.Actors.Protocol;
using FedPG.Federation;

namespace FedPG.Actors.Rounds;

/// <summary>
/// One round as a pure state machine: <see cref="Apply"/> maps an event to the next state and an action. Edges run it over their agents;
/// nodes and the server run it over edges. A member counts once, and only in the round it was asked for. The struct is small: failures,
/// which most rounds do not have, are in a separate object, and an ordinary report allocates nothing. States come from <see cref="Idle"/>
/// and <see cref="Open"/>; the default value is not a valid state.
/// </summary>
internal readonly record struct RoundState
{
    /// <summary>The number of times that a failed member's work is requested again before the run fails.</summary>
    public const int MaximumFailures = 3;

    private static readonly RoundExpectation One = RoundExpectation.Everyone(1);

    private RoundState(RoundFrame frame) => Frame = frame;

    /// <summary>The run.</summary>
    public RunId Run => Frame.Run;

    /// <summary>The round; 0 before the first.</summary>
    public int Round => Frame.Round;

    /// <summary>The members that are asked.</summary>
    public RoundExpectation Expectation => Frame.Expectation;

    /// <summary>What went wrong and was repaired.</summary>
    public RoundFailures Failures => Frame.Failures;

    private RoundFrame Frame { get; init; }

    /// <summary>The members from which nothing more is awaited.</summary>
    public MemberSet Settled { get; private init; }

    /// <summary>The number of ignored events and repeated requests. Crashes of the fault model are not counted.</summary>
    public RoundRepairs Repairs => Failures.Repairs;

    /// <summary>Whether nothing more is awaited.</summary>
    public bool IsClosed => Settled.Count == Expectation.Asked.Count;

    /// <summary>The state before the first round: closed, and every event is foreign.</summary>
    public static RoundState Idle(RunId run) => new(new RoundFrame(run, Round: 0, One, RoundFailures.None)) { Settled = One.Asked };

    /// <summary>Opens a round. If no member is asked, the round is closed from the start.</summary>
    /// <param name="run">The run.</param>
    /// <param name="round">The round, from 1.</param>
    /// <param name="expectation">The members to ask.</param>
    public static RoundState Open(RunId run, int round, RoundExpectation expectation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        return new RoundState(
            new RoundFrame(run, round, expectation, RoundFailures.None))
        { Settled = MemberSet.Empty(expectation.Members) };
    }

    /// <summary>Whether a member was asked and its part is still awaited; false for a number that is no member's.</summary>
    public bool Awaits(int member) => IsAsked(member) && !Settled.Contains(member);

    /// <summary>Adds a member to ask in the current round, which reopens a closed round.</summary>
    public RoundState Including(int member) => this with { Frame = Frame with { Expectation = Expectation.With(member) } };

    /// <summary>The state with a member's own repairs added.</summary>
    public RoundState Repaired(RoundRepairs repairs) => repairs == default ? this : With(Failures with { Repairs = Repairs + repairs });

    /// <summary>The state without its repairs, after they have been reported.</summary>
    public RoundState WithoutRepairs() => Repairs == default ? this : With(Failures with { Repairs = default });

    /// <summary>Applies an event.</summary>
    public (RoundState State, RoundDecision Decision) Apply(RoundEvent happened)
    {
        if (happened.Run != Run || happened.Round > Round) return Ignore(new RoundRepairs { Foreign = 1 });
        if (happened.Round < Round) return Ignore(new RoundRepairs { Outdated = 1 });
        if (!IsAsked(happened.Member)) return Ignore(new RoundRepairs { Foreign = 1 });
        if (Settled.Contains(happened.Member)) return Ignore(new RoundRepairs { Duplicated = 1 });
        return happened.Kind switch
        {
            RoundEventKind.Reported => Settle(happened.Member, RoundAction.Accept),
            RoundEventKind.Refused => Settle(happened.Member, RoundAction.Withdraw),
            RoundEventKind.Crashed => Crash(happened.Member, happened.Attempt),
            RoundEventKind.Failed => Fail(happened.Member),
            _ => AskAgain(happened.Member),
        };
    }

    /// <summary>
    /// Applies one report that covers all asked members of a range. A report cannot be split: if only some of the members are still
    /// awaited, the report is ignored and those members are asked again. A thread may report a range in which no member was asked: that is
    /// no duplicate.
    /// </summary>
    /// <param name="run">The run that the report claims to belong to.</param>
    /// <param name="round">The round that the report claims to belong to.</param>
    /// <param name="first">The range's first member.</param>
    /// <param name="end">The end of the range, exclusive.</param>
    public (RoundState State, RoundDecision Decision) ReportRange(RunId run, int round, int first, int end)
    {
        if (run != Run || round > Round) return Ignore(new RoundRepairs { Foreign = 1 });
        if (round < Round) return Ignore(new RoundRepairs { Outdated = 1 });
        if (first < 0 || end > Expectation.Members || first >= end) return Ignore(new RoundRepairs { Foreign = 1 });
        var next = this with { Settled = Settled.With(Expectation.Asked, first, end) };
        int awaited = next.Settled.Count - Settled.Count, asked = Expectation.Asked.CountIn(first, end);
        if (awaited == 0) return Ignore(new RoundRepairs { Duplicated = asked == 0 ? 0 : 1 });
        if (awaited == asked) return (next, new RoundDecision(RoundAction.Accept, next.IsClosed));
        var again = Repaired(new RoundRepairs { Duplicated = 1 });
        for (int member = first; member < end; member++)
        {
            if (Awaits(member)) (again, _) = again.AskAgain(member);
        }

        return (again, new RoundDecision(RoundAction.AskAgain));
    }

    private bool IsAsked(int member) => member >= 0 && member < Expectation.Members && Expectation.Asked.Contains(member);

    private (RoundState State, RoundDecision Decision) Ignore(RoundRepairs counted) =>
        (Repaired(counted), new RoundDecision(RoundAction.Ignore));

    private (RoundState State, RoundDecision Decision) Settle(int member, RoundAction action)
    {
        var next = this with { Settled = Settled.Add(member) };
        return (next, new RoundDecision(action, next.IsClosed));
    }

    /// <summary>Counts each attempt's crash once, even if it is reported twice.</summary>
    private (RoundState State, RoundDecision Decision) Crash(int member, int attempt)
    {
        var plan = Expectation.Crashes.GetValueOrDefault(member);
        if (attempt < 0 || attempt >= plan.Count) return Ignore(new RoundRepairs { Foreign = 1 });
        if (attempt != Failures.Attempts.GetValueOrDefault(member)) return Ignore(new RoundRepairs { Duplicated = 1 });
        int attempts = attempt + 1;
        if (plan.LosesRound && attempts == plan.Count) return Settle(member, RoundAction.Withdraw);
        var failures = Failures.Repeated(member) with { Attempts = Failures.Attempts.SetItem(member, attempts) };
        return (With(failures), new RoundDecision(RoundAction.AskAgain));
    }

    private (RoundState State, RoundDecision Decision) Fail(int member)
    {
        int errors = Failures.Errors.GetValueOrDefault(member) + 1;
        var next = With(Failures with { Errors = Failures.Errors.SetItem(member, errors) });
        return errors > MaximumFailures ? (next, new RoundDecision(RoundAction.GiveUp)) : next.AskAgain(member);
    }

    private (RoundState State, RoundDecision Decision) AskAgain(int member)
    {
        var failures = Failures.Repeated(member) with { Repairs = Repairs + new RoundRepairs { AskedAgain = 1 } };
        return (With(failures), new RoundDecision(RoundAction.AskAgain));
    }

    private RoundState With(RoundFailures failures) => this with { Frame = Frame with { Failures = failures } };

    /// <summary>The part of the state that ordinary reports do not change.</summary>
    private sealed record RoundFrame(RunId Run, int Round, RoundExpectation Expectation, RoundFailures Failures);
}
