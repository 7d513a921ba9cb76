using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Protocol;

public class RoundAssignmentTests
{
    [Fact]
    public void Only_what_the_edges_need_is_sent()
    {
        var layout = new EdgeLayout(Participants: 6, EdgeSize: 2);
        AgentRound present = AgentRound.Present(5), absent = present with { Attendance = Attendance.Absent };
        var stale = present with { Broadcast = 3, Weight = 0.5 };
        var older = present with { Broadcast = 2, Weight = 0.25 };
        var attendance = RoundAttendance.Of(5, [absent, older, present, stale, absent, present], pending: [], default);
        var broadcast = new Broadcast(RunId.New(), 5, [1], attendance)
        {
            Earlier = ImmutableDictionary<int, ImmutableArray<double>>.Empty.Add(2, [2]).Add(3, [3]),
        };
        var narrowed = new RoundAssignment(broadcast, [1, 2]).Narrowed(layout).Broadcast;
        Enumerable.Range(2, 4).Select(agent => narrowed.Attendance[agent]).ShouldBe([present, stale, absent, present]);
        Enumerable.Range(0, 2).Select(agent => narrowed.Attendance[agent]).ShouldBe([present, present]);
        narrowed.Earlier.Keys.ShouldBe([3]);
        narrowed.Parameters.ShouldBe(broadcast.Parameters);
    }

    [Fact]
    public void With_full_participation_nothing_is_left_out()
    {
        var assignment = new RoundAssignment(new Broadcast(RunId.New(), 1, [1], RoundAttendance.Everyone(1, 4, 5)), [0]);
        assignment.Narrowed(new EdgeLayout(Participants: 4, EdgeSize: 2)).ShouldBeSameAs(assignment);
    }
}
