using FedPG.Environments;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;

namespace FedPG.Tests.Sampling;

/// <summary>Trajectories in both forms of a kernel have the distribution that its probabilities give.</summary>
public class TrajectoryLawTests
{
    private const int Trajectories = 40_000;
    private const int Horizon = 6;

    /// <summary>The seed is fixed, so this passes or fails for good; another seed would fail a right sampler once in 10^9.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_last_pairs_of_trajectories_pass_a_chi_square_test(bool isSparse)
    {
        const int states = 700;
        var start = new double[states];
        (start[3], start[90]) = (0.75, 0.25);
        var lists = new EnvironmentSet(
            0.9, start, [new MarkovDecisionProcess("ring", SparseWorlds.Ring(states), new double[4 * states])]);
        var world = isSparse ? lists : SparseWorlds.AsTables(lists);
        world.Types[0].Kernel.IsSparse.ShouldBe(isSparse);
        double[] policy = [.. Enumerable.Range(0, 4 * states).Select(pair => pair % 4 == 0 ? 0.4 : 0.2)];
        var table = new PolicyTable(states, 4);
        table.Fill(policy);
        var rollOut = new RollOut(Trajectories, Horizon);
        rollOut.Run(EnvironmentSampler.ForTypes(world)[0], table, seed: 27);
        var counts = new double[4 * states];
        foreach (int pair in rollOut.Pairs[^Trajectories..]) counts[pair]++;
        double[] law = Law(world.Types[0].Kernel, start, policy);
        double statistic = 0, rest = 0, restExpected = 0;
        int bins = 0;
        for (int pair = 0; pair < law.Length; pair++)
        {
            double expected = Trajectories * law[pair];
            if (expected == 0) counts[pair].ShouldBe(0);
            if (expected < 10) (rest, restExpected) = (rest + counts[pair], restExpected + expected);
            else
            {
                statistic += (counts[pair] - expected) * (counts[pair] - expected) / expected;
                bins++;
            }
        }

        statistic += (rest - restExpected) * (rest - restExpected) / restExpected;
        statistic.ShouldBeLessThan(ChiSquare(degrees: bins, deviations: 6));
        bins.ShouldBeGreaterThan(50);
    }

    /// <summary>The distribution of the last pair.</summary>
    private static double[] Law(TransitionKernel kernel, double[] start, double[] policy)
    {
        double[] now = start;
        for (int step = 1; step < Horizon; step++)
        {
            var next = new double[now.Length];
            for (int pair = 0; pair < policy.Length; pair++)
            {
                var row = kernel.Row(pair);
                for (int i = 0; i < row.Length; i++) next[row.States[i]] += now[pair / 4] * policy[pair] * row.Probabilities[i];
            }

            now = next;
        }

        return [.. policy.Select((probability, pair) => now[pair / 4] * probability)];
    }

    /// <summary>The quantile of the chi-square distribution (Wilson and Hilferty 1931).</summary>
    private static double ChiSquare(int degrees, double deviations)
    {
        double share = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - share + deviations * Math.Sqrt(share), 3);
    }
}
