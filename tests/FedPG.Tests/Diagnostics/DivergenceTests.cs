using FedPG.Diagnostics;

namespace FedPG.Tests.Diagnostics;

public class DivergenceTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, 0, Progress.Learned)]
    [InlineData(new[] { 1.0, 1.05, 0.95 }, 0, Progress.Stalled)]
    [InlineData(new[] { 1.0, 3, 1.9 }, 0, Progress.Collapsed)]
    [InlineData(new[] { 1.0, 3, 2.1 }, 0, Progress.Learned)]
    [InlineData(new[] { 1.0, 0.5 }, 0, Progress.Collapsed)]
    [InlineData(new[] { 1.0, double.NaN, 3 }, 0, Progress.Diverged)]
    [InlineData(new[] { 1.0, 2, 3 }, 1, Progress.Diverged)]
    [InlineData(new[] { 1.0 }, 0, Progress.Stalled)]
    public void A_run_is_judged_by_its_scores(double[] objectives, long refused, Progress expected) =>
        Divergence.Of(objectives, refused, resolution: 0.1).ShouldBe(expected);

    [Fact]
    public void A_single_outlier_at_the_end_does_not_decide()
    {
        double[] objectives = [.. Enumerable.Range(0, 100).Select(i => i / 10.0), -50];
        Divergence.Of(objectives, refused: 0, resolution: 0.1).ShouldBe(Progress.Learned);
    }
}
