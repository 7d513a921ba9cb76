using FedPG.Actors.Protocol;
using FedPG.Federation;

namespace FedPG.Actors.Rounds;

/// <summary>
/// One round as a pure state machine: it takes an event and returns the next state with what to do. Edges run it over their
/// agents, nodes and the server over edges. A member counts once, and only in the round it was asked for. It is small: what most rounds
/// never see stands in an object of its own, and a report that changes nothing else allocates nothing. States come from <see
/// cref="Idle"/> and <see cref="Open"/>; the default is none.
/// </summary>
public readonly record struct RoundState
{
    /// <summary>How often a member is asked again after failing before the run is given up.</summary>
    public const int MaximumFailures = 3;

    private static readonly RoundExpectation One = RoundExpectation.Everyone(1);

    private RoundState(RoundFrame frame) => Frame = frame;

    /// <summary>The run.</summary>
    public RunId Run => Frame.Run;

    /// <summary>The round; 0 before the first.</summary>
    public int Round => Frame.Round;

    /// <summary>Who is asked.</summary>
    public RoundExpectation Expectation => Frame.Expectation;

    /// <summary>What went wrong and was repaired.</summary>
    public RoundTroubles Troubles => Frame.Troubles;

    private RoundFrame Frame { get; init; }

    /// <summary>The members that nothing more is awaited from.</summary>
    public MemberSet Settled { get; private init; }

    /// <summary>Events that were ignored and members that were asked again, counted. A crash of the fault model is none.</summary>
    public RoundRepairs Repairs => Troubles.Repairs;

    /// <summary>Whether nothing more is awaited.</summary>
    public bool IsClosed => Settled.Count == Expectation.Asked.Count;

    /// <summary>The state before the first round: closed, and every event foreign to it.</summary>
    public static RoundState Idle(RunId run) => new(new RoundFrame(run, Round: 0, One, RoundTroubles.None)) { Settled = One.Asked };

    /// <summary>Opens a round. It is closed at once when nobody is asked.</summary>
    /// <param name="run">The run.</param>
    /// <param name="round">The round, from 1.</param>
    /// <param name="expectation">Who is asked.</param>
    public static RoundState Open(RunId run, int round, RoundExpectation expectation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        return new RoundState(new RoundFrame(run, round, expectation, RoundTroubles.None)) { Settled = MemberSet.Empty(expectation.Members) };
    }

    /// <summary>Whether a member was asked and its part is still awaited.</summary>
    public bool Awaits(int member) => Expectation.Asked.Contains(member) && !Settled.Contains(member);

    /// <summary>Asks one member more in the open round; it may have closed already, and is open again then.</summary>
    public RoundState Including(int member) => this with { Frame = Frame with { Expectation = Expectation.With(member) } };

    /// <summary>The same with what a member has repaired on its side.</summary>
    public RoundState Repaired(RoundRepairs repairs) => repairs == default ? this : With(Troubles with { Repairs = Repairs + repairs });

    /// <summary>The same with its repairs reported elsewhere.</summary>
    public RoundState WithoutRepairs() => Repairs == default ? this : With(Troubles with { Repairs = default });

    /// <summary>Takes an event.</summary>
    public (RoundState State, RoundDecision Decision) Apply(RoundEvent happened)
    {
        if (happened.Run != Run || happened.Round > Round) return Ignore(new RoundRepairs { Foreign = 1 });
        if (happened.Round < Round) return Ignore(new RoundRepairs { Outdated = 1 });
        bool isAsked = happened.Member >= 0 && happened.Member < Expectation.Members && Expectation.Asked.Contains(happened.Member);
        if (!isAsked) return Ignore(new RoundRepairs { Foreign = 1 });
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
    /// Takes one report of all members of a range that are asked. A report cannot be divided: where only some of them are still awaited,
    /// it is ignored, and those are asked again.
    /// </summary>
    /// <param name="run">The run it says it belongs to.</param>
    /// <param name="round">The round it says it belongs to.</param>
    /// <param name="first">The range's first member.</param>
    /// <param name="end">The member after its last one.</param>
    public (RoundState State, RoundDecision Decision) ReportRange(RunId run, int round, int first, int end)
    {
        if (run != Run || round > Round) return Ignore(new RoundRepairs { Foreign = 1 });
        if (round < Round) return Ignore(new RoundRepairs { Outdated = 1 });
        if (first < 0 || end > Expectation.Members || first >= end) return Ignore(new RoundRepairs { Foreign = 1 });
        var next = this with { Settled = Settled.With(Expectation.Asked, first, end) };
        int awaited = next.Settled.Count - Settled.Count;
        if (awaited == 0) return Ignore(new RoundRepairs { Duplicated = 1 });
        if (awaited == Expectation.Asked.CountIn(first, end)) return (next, new RoundDecision(RoundAction.Accept, next.IsClosed));
        var again = Repaired(new RoundRepairs { Duplicated = 1 });
        for (int member = first; member < end; member++)
        {
            if (Awaits(member)) (again, _) = again.AskAgain(member);
        }

        return (again, new RoundDecision(RoundAction.AskAgain));
    }

    private (RoundState State, RoundDecision Decision) Ignore(RoundRepairs counted) => (Repaired(counted), new RoundDecision(RoundAction.Ignore));

    private (RoundState State, RoundDecision Decision) Settle(int member, RoundAction action)
    {
        var next = this with { Settled = Settled.Add(member) };
        return (next, new RoundDecision(action, next.IsClosed));
    }

    /// <summary>Every attempt crashes once, whatever is said twice.</summary>
    private (RoundState State, RoundDecision Decision) Crash(int member, int attempt)
    {
        var plan = Expectation.Crashes.GetValueOrDefault(member);
        if (attempt < 0 || attempt >= plan.Count) return Ignore(new RoundRepairs { Foreign = 1 });
        if (attempt != Troubles.Attempts.GetValueOrDefault(member)) return Ignore(new RoundRepairs { Duplicated = 1 });
        int attempts = attempt + 1;
        if (plan.LosesRound && attempts == plan.Count) return Settle(member, RoundAction.Withdraw);
        var troubles = Troubles.Repeated(member) with { Attempts = Troubles.Attempts.SetItem(member, attempts) };
        return (With(troubles), new RoundDecision(RoundAction.AskAgain));
    }

    private (RoundState State, RoundDecision Decision) Fail(int member)
    {
        int failures = Troubles.Failures.GetValueOrDefault(member) + 1;
        var next = With(Troubles with { Failures = Troubles.Failures.SetItem(member, failures) });
        return failures > MaximumFailures ? (next, new RoundDecision(RoundAction.GiveUp)) : next.AskAgain(member);
    }

    private (RoundState State, RoundDecision Decision) AskAgain(int member)
    {
        var troubles = Troubles.Repeated(member) with { Repairs = Repairs + new RoundRepairs { AskedAgain = 1 } };
        return (With(troubles), new RoundDecision(RoundAction.AskAgain));
    }

    private RoundState With(RoundTroubles troubles) => this with { Frame = Frame with { Troubles = troubles } };

    /// <summary>What reports leave as it is.</summary>
    private sealed record RoundFrame(RunId Run, int Round, RoundExpectation Expectation, RoundTroubles Troubles);
}
