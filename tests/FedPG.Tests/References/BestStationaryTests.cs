using FedPG.Environments;
using FedPG.References;

namespace FedPG.Tests.References;

/// <summary>The best stationary policy of two states and two types against a search over its two probabilities.</summary>
public class BestStationaryTests
{
    private const double Discount = 0.9;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_agrees_with_a_search_over_all_of_them_at_every_scale(int seed)
    {
        double[] start = [0.5, 0.5];
        double found = Search(Types(seed, scale: 1));
        foreach (double scale in (double[])[1e-12, 1, 1e12])
        {
            var values = ReferenceValues.Compute(new EnvironmentSet(Discount, start, Types(seed, scale)), agents: 2);
            double expected = scale * found;
            Math.Abs(values.BestStationary!.Value - expected).ShouldBeLessThanOrEqualTo(1e-9 * expected, $"at {scale}");
        }
    }

    private static MarkovDecisionProcess[] Types(int seed, double scale)
    {
        var random = new System.Random(seed);
        double cost = 1e15 * Math.Max(1, scale);
        return [Process(random, scale, cost), Process(random, scale, cost)];
    }

    /// <summary>Two actions, and a third one that costs more than anything can be worth.</summary>
    private static MarkovDecisionProcess Process(System.Random random, double scale, double cost)
    {
        var (transitions, rewards) = (new List<double>(), new List<double>());
        for (int s = 0; s < 2; s++)
        {
            for (int a = 0; a < 3; a++)
            {
                double first = random.NextDouble();
                transitions.AddRange([first, 1 - first]);
                rewards.Add(a == 2 ? -cost : scale * random.NextDouble());
            }
        }

        return new MarkovDecisionProcess("type", 2, 3, [.. transitions], [.. rewards]);
    }

    /// <summary>A grid over both probabilities of the first action, enlarged again and again around its best points.</summary>
    private static double Search(MarkovDecisionProcess[] types)
    {
        const int Points = 40, Kept = 6;
        var centres = new List<(double P, double Q)> { (0.5, 0.5) };
        double best = double.NegativeInfinity;
        for (double radius = 0.5; radius > 1e-9; radius /= 8)
        {
            var found = from centre in centres
                        from i in Enumerable.Range(0, Points + 1)
                        from j in Enumerable.Range(0, Points + 1)
                        let p = Math.Clamp(centre.P + radius * (2.0 * i / Points - 1), 0, 1)
                        let q = Math.Clamp(centre.Q + radius * (2.0 * j / Points - 1), 0, 1)
                        select (Value: types.Average(type => Objective(type, p, q)), P: p, Q: q);
            var top = found.OrderByDescending(point => point.Value).Take(Kept).ToList();
            best = Math.Max(best, top[0].Value);
            centres = [.. top.Select(point => (point.P, point.Q)).Distinct()];
        }

        return best;
    }

    /// <summary>ρᵀ (I − γP)⁻¹ r of two states, by Cramer's rule.</summary>
    private static double Objective(MarkovDecisionProcess type, double p, double q)
    {
        double Row(int s, int next, double weight) =>
            weight * type.TransitionRow(s, 0)[next] + (1 - weight) * type.TransitionRow(s, 1)[next];
        double Reward(int s, double weight) => weight * type.Rewards[3 * s] + (1 - weight) * type.Rewards[3 * s + 1];
        double a = 1 - Discount * Row(0, 0, p), b = -Discount * Row(0, 1, p);
        double c = -Discount * Row(1, 0, q), d = 1 - Discount * Row(1, 1, q);
        double x = Reward(0, p), y = Reward(1, q), determinant = a * d - b * c;
        return 0.5 * ((d * x - b * y) + (a * y - c * x)) / determinant;
    }
}
