using FedPG.Actors.Cluster;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Cluster;

public class OpenWorkTests
{
    private static readonly RunId Run = RunId.New();

    [Fact]
    public void Answered_edges_are_no_longer_awaited()
    {
        var work = Without(OpenWork.After(null, Assignment(round: 2, 1, 4, 6)), Update(round: 2, 4));
        work.Edges.ShouldBe([1, 6]);
        work.IsDone.ShouldBeFalse();
        Without(work, Update(round: 2, 1, 6)).IsDone.ShouldBeTrue();
        Without(work, Update(round: 1, 1, 6)).Edges.ShouldBe([1, 6], "an answer of another round is ignored");
    }

    [Fact]
    public void More_edges_of_a_round_join_and_a_later_round_begins_again()
    {
        var work = OpenWork.After(OpenWork.After(null, Assignment(round: 2, 5)), Assignment(round: 2, 3));
        work.Edges.ShouldBe([3, 5]);
        work.Whole.Edges.ShouldBe([3, 5]);
        var later = OpenWork.After(work, Assignment(round: 3, 0));
        (later.Broadcast.Round, later.Edges.Single()).ShouldBe((3, 0));
    }

    [Fact]
    public void Only_what_is_awaited_and_unknown_there_is_sent_again()
    {
        var work = Without(OpenWork.After(null, Assignment(round: 2, 1, 4, 6)), Update(round: 2, 4));
        work.Again(new EdgesUnknown(Run, 2, [4, 6, 9]))!.Edges.ShouldBe([6]);
        work.Again(new EdgesUnknown(Run, 2, [4])).ShouldBeNull();
        work.Again(new EdgesUnknown(Run, 1, [6])).ShouldBeNull();
    }

    private static RoundAssignment Assignment(int round, params int[] edges) =>
        new(new Broadcast(Run, round, [0], RoundAttendance.Everyone(round, 10, 0)), [.. edges]);

    private static NodeUpdate Update(int round, params int[] edges) =>
        new(Run, round, [.. edges.Select(edge => new PartialAggregate(Level: 2, edge))]);

    private static OpenWork Without(OpenWork work, NodeUpdate update) =>
        work.Without(update, new EdgeLayout(Participants: 40, EdgeSize: 4));
}
