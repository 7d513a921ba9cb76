using System.Collections.Immutable;
using FedPG.Participation;

namespace FedPG.Actors.Rounds;

/// <summary>What a round expects: the members to ask, and the attempts that will crash.</summary>
internal sealed record RoundExpectation
{
    private RoundExpectation(int members, MemberSet asked, ImmutableDictionary<int, CrashPlan> crashes) =>
        (Members, Asked, Crashes) = (members, asked, crashes);

    /// <summary>The number of members, asked or not.</summary>
    public int Members { get; }

    /// <summary>The members to ask.</summary>
    public MemberSet Asked { get; }

    /// <summary>The scheduled crashes, for members that have any.</summary>
    public ImmutableDictionary<int, CrashPlan> Crashes { get; }

    /// <summary>All members are asked and none crashes.</summary>
    public static RoundExpectation Everyone(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        return new(members, MemberSet.All(members), ImmutableDictionary<int, CrashPlan>.Empty);
    }

    /// <summary>Some members are asked and none crashes.</summary>
    /// <param name="members">The number of members, asked or not.</param>
    /// <param name="asked">The members to ask.</param>
    public static RoundExpectation Only(int members, IEnumerable<int> asked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        return new(members, MemberSet.Of(members, asked), ImmutableDictionary<int, CrashPlan>.Empty);
    }

    /// <summary>The expectation with one more member to ask.</summary>
    public RoundExpectation With(int member) => new(Members, Asked.Add(member), Crashes);

    /// <summary>The expectation of a block of consecutive agents, from a round's attendance.</summary>
    /// <param name="attendance">The round's attendance.</param>
    /// <param name="first">The block's first agent.</param>
    /// <param name="members">The number of agents in the block.</param>
    public static RoundExpectation Of(RoundAttendance attendance, int first, int members)
    {
        if (attendance.IsEveryone) return Everyone(members);
        var agents = Enumerable.Range(0, members).Select(member => (Member: member, Work: attendance[first + member])).ToList();
        var crashes = agents.Where(agent => agent.Work.CrashCount > 0).ToImmutableDictionary(
            agent => agent.Member, agent => new CrashPlan(agent.Work.CrashCount, agent.Work.Attendance == Attendance.Loses));
        return new(members, MemberSet.Of(members, agents.Where(agent => agent.Work.Trains).Select(agent => agent.Member)), crashes);
    }
}

/// <summary>The crashes of a member's attempts in one round.</summary>
/// <param name="Count">The number of attempts that crash.</param>
/// <param name="LosesRound">Whether the member loses the round with the last crash.</param>
internal readonly record struct CrashPlan(int Count, bool LosesRound);
