using System.Collections.Immutable;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Rounds;

/// <summary>
/// One round as a pure state machine: it takes an event and returns the next state with what to do. Edges run it over their
/// agents, nodes and the server over edges. A member counts once, and only in the round it was asked for.
/// </summary>
public sealed record RoundState
{
    /// <summary>How often a member is asked again after losing its part before the run is given up.</summary>
    public const int MaximumRetries = 3;

    private RoundState(RunId run, int round, int members) => (Run, Round, Members) = (run, round, members);

    /// <summary>The run.</summary>
    public RunId Run { get; }

    /// <summary>The round; 0 before the first.</summary>
    public int Round { get; }

    /// <summary>How many members were asked.</summary>
    public int Members { get; }

    /// <summary>Who has reported.</summary>
    public MemberSet Received { get; private init; }

    /// <summary>How often each member that lost its part was asked again.</summary>
    public ImmutableDictionary<int, int> Retries { get; private init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>How many reports came from a member that had reported.</summary>
    public int Duplicates { get; private init; }

    /// <summary>How many events belonged to an earlier round of this run.</summary>
    public int Late { get; private init; }

    /// <summary>How many events belonged to no round of this run that has begun, or to no member.</summary>
    public int Foreign { get; private init; }

    /// <summary>Whether every member has reported.</summary>
    public bool IsClosed => Received.Count == Members;

    /// <summary>The state before the first round: closed, with nobody asked.</summary>
    public static RoundState Idle(RunId run) => new(run, round: 0, members: 0) { Received = MemberSet.Empty(0) };

    /// <summary>Opens a round.</summary>
    /// <param name="run">The run.</param>
    /// <param name="round">The round, from 1.</param>
    /// <param name="members">How many members are asked, at least 1.</param>
    public static RoundState Open(RunId run, int round, int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        return new RoundState(run, round, members) { Received = MemberSet.Empty(members) };
    }

    /// <summary>Takes an event.</summary>
    public (RoundState State, RoundDecision Decision) Apply(RoundEvent happened)
    {
        if (happened.Run != Run || happened.Round > Round) return (this with { Foreign = Foreign + 1 }, RoundDecision.Ignore);
        if (happened.Round < Round) return (this with { Late = Late + 1 }, RoundDecision.Ignore);
        if (happened.Member < 0 || happened.Member >= Members) return (this with { Foreign = Foreign + 1 }, RoundDecision.Ignore);
        if (Received.Contains(happened.Member)) return (this with { Duplicates = Duplicates + 1 }, RoundDecision.Ignore);
        return happened is Reported ? Receive(happened.Member) : Retry(happened.Member);
    }

    private (RoundState State, RoundDecision Decision) Receive(int member)
    {
        var next = this with { Received = Received.Add(member) };
        return (next, next.IsClosed ? RoundDecision.AcceptAndClose : RoundDecision.Accept);
    }

    private (RoundState State, RoundDecision Decision) Retry(int member)
    {
        int retries = Retries.GetValueOrDefault(member) + 1;
        var next = this with { Retries = Retries.SetItem(member, retries) };
        return (next, retries > MaximumRetries ? RoundDecision.GiveUp : RoundDecision.AskAgain);
    }
}
