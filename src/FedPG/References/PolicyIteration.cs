using FedPG.Environments;
using FedPG.Numerics;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>Howard's policy iteration: the optimum of one environment.</summary>
internal static class PolicyIteration
{
    /// <summary>
    /// The smallest advantage that counts, relative to the numbers that it is the difference of: four units in the last place, where
    /// rounding makes half of one. These numbers include only rewards that can still be met, so that a cost which no policy pays hides
    /// nothing.
    /// </summary>
    private const double Rounding = 1.0 / (1L << 50);

    /// <summary>The optimal values and a deterministic policy that attains them.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static (double[] Values, int[] Actions) Solve(
        MarkovDecisionProcess process, double discount, CancellationToken cancellationToken = default)
    {
        var optimum = Solve(process, discount, WorkMeter.Unlimited(cancellationToken))!;
        return (optimum.Values, optimum.Actions);
    }

    /// <summary>The table of a deterministic policy, flat [S][A].</summary>
    public static double[] OneHot(ReadOnlySpan<int> chosen, int actions)
    {
        var table = new double[chosen.Length * actions];
        for (int s = 0; s < chosen.Length; s++) table[s * actions + chosen[s]] = 1;
        return table;
    }

    /// <summary>The optimum; null if the limit of work is reached first.</summary>
    internal static ProcessOptimum? Solve(MarkovDecisionProcess process, double discount, WorkMeter meter)
    {
        int states = process.States;
        var chain = new PolicyChain(process, discount, meter);
        int[] actions = Begin(process, discount, meter);
        bool isMixed = process.Rewards.ContainsAnyExceptInRange(0, double.MaxValue);
        double[] rewards = new double[states], values = new double[states], sizes = new double[states];
        while (!meter.IsSpent)
        {
            chain.Load(OneHot(actions, process.Actions));
            chain.ExpectedRewards(rewards);
            double error = chain.RefinedValues(rewards, values);
            for (int s = 0; s < states; s++) rewards[s] = Math.Abs(rewards[s]);
            if (isMixed || !process.Kernel.IsSparse) chain.Values(rewards, sizes);
            else values.CopyTo(sizes, 0);
            var optimal = new bool[states * process.Actions];
            bool improved = Improve(process, discount, actions, values, sizes, 2 * error * sizes.Max(), optimal, meter);
            if (!improved) return new ProcessOptimum(values, sizes, actions, optimal);
        }

        return null;
    }

    /// <summary>A policy to begin with; without a discount one that ends, and so do its improvements.</summary>
    private static int[] Begin(MarkovDecisionProcess process, double discount, WorkMeter meter)
    {
        if (discount == 1) return [.. process.Episodes.ProperActions];
        return process.Kernel.IsSparse ? new NearOptimum(process, discount, meter).Actions() : new int[process.States];
    }

    /// <summary>
    /// Takes the best action of each state. If none is better than the present one by more than rounding, returns false and marks all
    /// optimal actions.
    /// </summary>
    private static bool Improve(
        MarkovDecisionProcess process, double discount, int[] chosen, double[] values, double[] sizes, double error, bool[] optimal,
        WorkMeter meter)
    {
        bool improved = false;
        for (int s = 0; s < chosen.Length; s++)
        {
            meter.Spend(process.Kernel.Count / process.States);
            double best = 0;
            int present = chosen[s];
            for (int a = 0; a < process.Actions; a++)
            {
                var row = process.Successors(s, a);
                double size = Math.Abs(process.Reward(s, a)) + sizes[s] + discount * row.Expected(sizes);
                if (IsClearlyWorse(process.Reward(s, a) + discount * row.Expected(values) - values[s] + error, size, row.Length)) continue;
                var sum = new CompensatedSum();
                sum.Add(process.Reward(s, a));
                sum.Add(-values[s]);
                sum.Add(discount, PolicyChain.Expected(row, values));
                double advantage = sum.Value, least = Rounding * size + error;
                optimal[s * process.Actions + a] = advantage >= -least;
                if (a == present || advantage <= least || advantage <= best) continue;
                (best, chosen[s]) = (advantage, a);
                improved = true;
            }
        }

        return improved;
    }

    /// <summary>Whether an advantage, summed without compensation, is negative by far more than its rounding.</summary>
    private static bool IsClearlyWorse(double advantage, double size, int terms) => advantage < -8 * Rounding * (terms + 4) * size;
}
