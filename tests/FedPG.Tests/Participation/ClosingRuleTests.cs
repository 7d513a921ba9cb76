using CsCheck;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Tests.Participation;

public class ClosingRuleTests
{
    [Theory]
    [InlineData(1.0, null, 9.0)]
    [InlineData(0.5, null, 3.0)] // two of four
    [InlineData(0.51, null, 5.0)] // three
    [InlineData(1.0, 4.0, 4.0)]
    [InlineData(0.25, 4.0, 1.0)]
    public void A_round_closes_with_its_quorum_or_at_its_deadline(double quorum, double? deadline, double expected)
    {
        var server = new ServerOptions { Quorum = quorum, Deadline = deadline };
        ClosingRule.Close([(5, true), (1, true), (9, true), (3, true)], double.PositiveInfinity, server).ShouldBe(expected);
    }

    [Theory]
    [InlineData(0.55, 100, 55)]
    [InlineData(0.07, 100, 7)]
    [InlineData(0.56, 50, 28)]
    [InlineData(0.551, 100, 56)]
    [InlineData(1e-300, 100, 1)]
    public void A_quorum_of_an_integer_number_of_agents_is_not_rounded_up(double quorum, int agents, int expected)
    {
        List<(double, bool)> ends = [.. Enumerable.Range(1, agents).Select(time => ((double)time, true))];
        ClosingRule.Close(ends, double.PositiveInfinity, new ServerOptions { Quorum = quorum }).ShouldBe(expected);
    }

    [Fact]
    public void Agents_that_have_lost_the_round_are_not_waited_for() =>
        ClosingRule.Close([(1, true), (2, false), (3, true), (8, false)], double.PositiveInfinity, new ServerOptions { Quorum = 0.6 })
            .ShouldBe(3); // two of the three agents that can still report by then

    [Fact]
    public void A_round_in_which_everyone_is_lost_closes_when_that_is_known() =>
        ClosingRule.Close([(4, false), (2, false)], double.PositiveInfinity, new ServerOptions()).ShouldBe(4);

    [Fact]
    public void A_round_without_training_agents_waits_for_the_first_late_update()
    {
        ClosingRule.Close([], 7, new ServerOptions()).ShouldBe(7);
        ClosingRule.Close([], 7, new ServerOptions { Deadline = 5 }).ShouldBe(5);
        ClosingRule.Close([], double.PositiveInfinity, new ServerOptions { Deadline = 5 }).ShouldBe(0);
    }

    [Fact]
    public void The_close_is_the_least_time_at_which_the_quorum_is_met() => Gen.Select(
        Gen.Select(Gen.Int[1, 9], Gen.Bool).List[1, 8], Gen.Double[0.05, 1]).Sample((ends, quorum) =>
        {
            var times = ends.Select(end => ((double)end.Item1, end.Item2)).ToList();
            double close = ClosingRule.Close([.. times], double.PositiveInfinity, new ServerOptions { Quorum = quorum });
            bool IsMet(double t)
            {
                int reported = times.Count(end => end.Item2 && end.Item1 <= t), lost = times.Count(end => !end.Item2 && end.Item1 <= t);
                return reported >= Math.Ceiling(quorum * (times.Count - lost));
            }

            close.ShouldBe(times.Select(end => end.Item1).Where(IsMet).Min());
        });
}
