using System.Collections.Immutable;
using FedPG.Participation;

namespace FedPG.Actors.Rounds;

/// <summary>What a round awaits: which members are asked, and which of their attempts will crash.</summary>
public sealed record RoundExpectation
{
    private RoundExpectation(int members, MemberSet asked, ImmutableDictionary<int, CrashPlan> crashes) =>
        (Members, Asked, Crashes) = (members, asked, crashes);

    /// <summary>How many members there are.</summary>
    public int Members { get; }

    /// <summary>Who is asked.</summary>
    public MemberSet Asked { get; }

    /// <summary>The crashes of those who have any.</summary>
    public ImmutableDictionary<int, CrashPlan> Crashes { get; }

    /// <summary>Everyone is asked and nobody crashes.</summary>
    public static RoundExpectation Everyone(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        return new(members, MemberSet.All(members), ImmutableDictionary<int, CrashPlan>.Empty);
    }

    /// <summary>Some are asked and nobody crashes.</summary>
    /// <param name="members">How many members there are.</param>
    /// <param name="asked">Who is asked.</param>
    public static RoundExpectation Only(int members, IEnumerable<int> asked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        return new(members, MemberSet.Of(members, asked), ImmutableDictionary<int, CrashPlan>.Empty);
    }

    /// <summary>The same with one member more who is asked.</summary>
    public RoundExpectation With(int member) => new(Members, Asked.Add(member), Crashes);

    /// <summary>What a round's attendance means for a block of consecutive agents.</summary>
    /// <param name="attendance">The round.</param>
    /// <param name="first">The block's first agent.</param>
    /// <param name="members">How many agents the block has.</param>
    public static RoundExpectation Of(RoundAttendance attendance, int first, int members)
    {
        if (attendance.IsEveryone) return Everyone(members);
        var agents = Enumerable.Range(0, members).Select(member => (Member: member, Work: attendance[first + member])).ToList();
        var crashes = agents.Where(agent => agent.Work.CrashCount > 0).ToImmutableDictionary(
            agent => agent.Member, agent => new CrashPlan(agent.Work.CrashCount, agent.Work.Attendance == Attendance.Loses));
        return new(members, MemberSet.Of(members, agents.Where(agent => agent.Work.IsAsked).Select(agent => agent.Member)), crashes);
    }
}

/// <summary>The crashes of a member's attempts in one round.</summary>
/// <param name="Count">How many attempts crash.</param>
/// <param name="LosesRound">Whether the last of them leaves the round without the member's part.</param>
public readonly record struct CrashPlan(int Count, bool LosesRound);
