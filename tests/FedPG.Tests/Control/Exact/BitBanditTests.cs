using FedPG.Control.Exact;
using FedPG.Control.Processes;

namespace FedPG.Tests.Control.Exact;

public class BitBanditTests
{
    private static readonly BitBandit _bandit = new(Target: 0.3);

    [Fact]
    public void Values_with_endpoints_are_known() => Check(
        m => -1 + 2.0 * m / 7, best: -0.01653061224489797, uniform: -0.5185714285714286, root: 0.17142857142857143);

    [Fact]
    public void Values_with_midpoints_are_known() => Check(m => -1 + (m + 0.5) / 4, best: -0.005625, uniform: -0.418125, root: 0.15);

    [Fact]
    public void A_trajectory_is_one_step()
    {
        var single = new Single(LaneProcess.Of(_bandit));
        single.Reset().ShouldBe([0]);
        single.Step(0.8).ShouldBe(-0.25, 1e-15);
        single.Ended.ShouldBeTrue();
        single.Step(-1).ShouldBe(0);
    }

    private static void Check(Func<int, double> decode, double best, double uniform, double root)
    {
        double[] levels = [.. Enumerable.Range(0, 8).Select(decode)], probabilities = [.. Enumerable.Repeat(0.125, 8)];
        BitBanditValue.Best(_bandit, levels).ShouldBe(best, 1e-15);
        BitBanditValue.Of(_bandit, levels, probabilities).ShouldBe(uniform, 1e-15);
        BitBanditValue.RootGradient(_bandit, levels, probabilities).ShouldBe(root, 1e-15);
    }
}
