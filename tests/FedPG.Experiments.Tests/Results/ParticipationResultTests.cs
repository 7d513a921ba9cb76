using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Participation;

namespace FedPG.Experiments.Tests.Results;

public sealed class ParticipationResultTests
{
    public static TheoryData<RoundTally> Missing =>
    [
        new RoundTally { Dropped = 1 }, new RoundTally { Late = 1 }, new RoundTally { Crashed = 1 },
        new RoundTally { Lost = 1 }, new RoundTally { Gone = 1 }, new RoundTally { Refused = 1 }, new RoundTally { Asked = 5 },
    ];

    [Fact]
    public void A_round_with_all_who_were_asked_is_not_partial() =>
        ParticipationResult.Of([Rows.Of((0, 1, 0), (5, 1, 4))]).IsPartial.ShouldBeFalse();

    [Theory]
    [MemberData(nameof(Missing))]
    public void Anything_that_goes_missing_is_partial(RoundTally tally)
    {
        var rows = Rows.Of((0, 1, 0), (5, 1, 4), (10, 1, 4));
        ParticipationResult.Of([rows.SetItem(1, rows[1] with { Tally = tally })]).IsPartial.ShouldBeTrue();
    }

    [Fact]
    public void Events_are_added_levels_are_averaged_and_the_gone_are_those_of_the_ends()
    {
        RoundTally tally = new() { Asked = 4, Late = 1, Dropped = 2, Crashed = 3, Lost = 1, Gone = 1 };
        var scored = Rows.Of((0, 1, 0), (5, 1, 1), (10, 1, 3));
        ImmutableArray<RoundRow> rows = [.. scored.Select(row => row.Round == 0 ? row : row with { Tally = tally })];
        var result = ParticipationResult.Of([rows, rows]);
        (result.Asked, result.Participants, result.Dropped, result.MostAsked).ShouldBe((4, 2, 2, 4));
        (result.Total.Late, result.Total.Crashed, result.Total.Lost, result.Total.Gone).ShouldBe((4, 12, 4, 2));
    }

    [Fact]
    public void Many_rounds_become_means_over_equal_stretches_that_keep_the_mean()
    {
        var rows = Rows.Of([.. Enumerable.Range(0, 1001).Select(i => (5.0 * i, 1.0, i % 5))]);
        Curve curve = ParticipationResult.Of([rows]).Curve;
        curve.At.Length.ShouldBe(25);
        curve.Value.ShouldAllBe(mean => mean == 2);
        (curve.At[0], curve.At[^1]).ShouldBe((20.5, 980.5));
    }
}
