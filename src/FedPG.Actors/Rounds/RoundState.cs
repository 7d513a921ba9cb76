using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Federation;

namespace FedPG.Actors.Rounds;

/// <summary>
/// One round as a pure state machine: it takes an event and returns the next state with what to do. Edges run it over their
/// agents, nodes and the server over edges. A member counts once, and only in the round it was asked for.
/// </summary>
public sealed record RoundState
{
    /// <summary>How often a member is asked again after failing before the run is given up.</summary>
    public const int MaximumFailures = 3;

    private static readonly RoundExpectation One = RoundExpectation.Everyone(1);

    private RoundState(RunId run, int round, RoundExpectation expectation) => (Run, Round, Expectation) = (run, round, expectation);

    /// <summary>The run.</summary>
    public RunId Run { get; }

    /// <summary>The round; 0 before the first.</summary>
    public int Round { get; }

    /// <summary>Who is asked.</summary>
    public RoundExpectation Expectation { get; private init; }

    /// <summary>The members that nothing more is awaited from.</summary>
    public MemberSet Settled { get; private init; }

    /// <summary>How often each member that failed has failed.</summary>
    public ImmutableDictionary<int, int> Failures { get; private init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>How many attempts of each member have crashed.</summary>
    public ImmutableDictionary<int, int> Attempts { get; private init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>How often each member was asked again.</summary>
    public ImmutableDictionary<int, int> Repetitions { get; private init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>Events that were ignored and members that were asked again, counted. A crash of the fault model is none.</summary>
    public RoundRepairs Repairs { get; private init; }

    /// <summary>Whether nothing more is awaited.</summary>
    public bool IsClosed => Settled.Count == Expectation.Asked.Count;

    /// <summary>The state before the first round: closed, and every event foreign to it.</summary>
    public static RoundState Idle(RunId run) => new(run, round: 0, One) { Settled = One.Asked };

    /// <summary>Opens a round. It is closed at once when nobody is asked.</summary>
    /// <param name="run">The run.</param>
    /// <param name="round">The round, from 1.</param>
    /// <param name="expectation">Who is asked.</param>
    public static RoundState Open(RunId run, int round, RoundExpectation expectation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        return new RoundState(run, round, expectation) { Settled = MemberSet.Empty(expectation.Members) };
    }

    /// <summary>Whether a member was asked and its part is still awaited.</summary>
    public bool Awaits(int member) => Expectation.Asked.Contains(member) && !Settled.Contains(member);

    /// <summary>Asks one member more in the open round; it may have closed already, and is open again then.</summary>
    public RoundState Including(int member) => this with { Expectation = Expectation.With(member) };

    /// <summary>The same with what a member has repaired on its side.</summary>
    public RoundState Repaired(RoundRepairs repairs) => repairs == default ? this : this with { Repairs = Repairs + repairs };

    /// <summary>The same with its repairs reported elsewhere.</summary>
    public RoundState WithoutRepairs() => this with { Repairs = default };

    /// <summary>Takes an event.</summary>
    public (RoundState State, RoundDecision Decision) Apply(RoundEvent happened)
    {
        if (happened.Run != Run || happened.Round > Round) return Ignore(new RoundRepairs { Foreign = 1 });
        if (happened.Round < Round) return Ignore(new RoundRepairs { Outdated = 1 });
        bool isAsked = happened.Member >= 0 && happened.Member < Expectation.Members && Expectation.Asked.Contains(happened.Member);
        if (!isAsked) return Ignore(new RoundRepairs { Foreign = 1 });
        if (Settled.Contains(happened.Member)) return Ignore(new RoundRepairs { Duplicated = 1 });
        return happened switch
        {
            Reported => Settle(happened.Member, RoundAction.Accept),
            Refused => Settle(happened.Member, RoundAction.Withdraw),
            Crashed crashed => Crash(crashed),
            Failed => Fail(happened.Member),
            _ => AskAgain(happened.Member),
        };
    }

    private (RoundState State, RoundDecision Decision) Ignore(RoundRepairs counted) =>
        (this with { Repairs = Repairs + counted }, new RoundDecision(RoundAction.Ignore));

    private (RoundState State, RoundDecision Decision) Settle(int member, RoundAction action)
    {
        var next = this with { Settled = Settled.Add(member) };
        return (next, new RoundDecision(action, next.IsClosed));
    }

    /// <summary>Every attempt crashes once, whatever is said twice.</summary>
    private (RoundState State, RoundDecision Decision) Crash(Crashed crashed)
    {
        var plan = Expectation.Crashes.GetValueOrDefault(crashed.Member);
        if (crashed.Attempt < 0 || crashed.Attempt >= plan.Count) return Ignore(new RoundRepairs { Foreign = 1 });
        if (crashed.Attempt != Attempts.GetValueOrDefault(crashed.Member)) return Ignore(new RoundRepairs { Duplicated = 1 });
        int attempts = crashed.Attempt + 1;
        if (plan.LosesRound && attempts == plan.Count) return Settle(crashed.Member, RoundAction.Withdraw);
        var next = this with { Attempts = Attempts.SetItem(crashed.Member, attempts), Repetitions = Repeated(crashed.Member) };
        return (next, new RoundDecision(RoundAction.AskAgain));
    }

    private (RoundState State, RoundDecision Decision) Fail(int member)
    {
        int failures = Failures.GetValueOrDefault(member) + 1;
        var next = this with { Failures = Failures.SetItem(member, failures) };
        return failures > MaximumFailures ? (next, new RoundDecision(RoundAction.GiveUp)) : next.AskAgain(member);
    }

    private (RoundState State, RoundDecision Decision) AskAgain(int member) => (
        this with { Repetitions = Repeated(member), Repairs = Repairs + new RoundRepairs { AskedAgain = 1 } },
        new RoundDecision(RoundAction.AskAgain));

    private ImmutableDictionary<int, int> Repeated(int member) => Repetitions.SetItem(member, Repetitions.GetValueOrDefault(member) + 1);
}
