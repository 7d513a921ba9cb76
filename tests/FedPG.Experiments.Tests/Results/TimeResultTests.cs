using FedPG.Experiments.Results;

namespace FedPG.Experiments.Tests.Results;

public sealed class TimeResultTests
{
    [Fact]
    public void Seeds_are_interpolated_onto_one_grid_before_the_mean()
    {
        Curve curve = TimeResult.Of([Rows.Of((0, 0, 0), (10, 10, 4)), Rows.Of((0, 0, 0), (10, 20, 4), (30, 100, 4))]).Curve;
        (curve.At[0], curve.At[^1], curve.Seeds).ShouldBe((0, 10, 2));
        for (int i = 0; i < curve.At.Length; i++) curve.Value[i].ShouldBe(1.5 * curve.At[i], 1e-9);
        curve.ValueAt(5).Value.ShouldBe(7.5, 1e-9);
        curve.ValueAt(5.01).Value.ShouldBe(7.515, 1e-9);
    }

    [Fact]
    public void Of_rounds_that_close_at_one_time_the_last_counts() =>
        TimeCurve.Interpolated(Rows.Of((0, 1, 0), (5, 2, 4), (5, 3, 0), (7, 5, 4)), [0, 2.5, 5, 6, 7]).ShouldBe([1, 1.5, 3, 4, 5]);

    [Fact]
    public void A_seed_that_diverges_counts_as_infinitely_bad_from_that_round()
    {
        Curve curve = TimeResult.Of([Rows.Of((0, 1, 0), (10, 2, 4), (20, double.NaN, 4))]).Curve;
        curve.ValueAt(10).Value.ShouldBe(2, 1e-9);
        curve.Value[^1].ShouldBe(double.NegativeInfinity);
        curve.Failures.Length.ShouldBe(1);
    }

    [Fact]
    public void Time_is_uniform_if_every_round_of_every_run_takes_the_same()
    {
        TimeResult.Of([Rows.Of((0, 1, 0), (5, 1, 4), (10, 1, 4)), Rows.Of((0, 1, 0), (5, 1, 4))]).IsUniform.ShouldBeTrue();
        TimeResult.Of([Rows.Of((0, 1, 0), (5, 1, 4), (11, 1, 4))]).IsUniform.ShouldBeFalse();
        TimeResult.Of([Rows.Of((0, 1, 0), (5, 1, 4)), Rows.Of((0, 1, 0), (6, 1, 4))]).IsUniform.ShouldBeFalse();
    }
}
