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
    public const double Rounding = 1.0 / (1L << 50);

    /// <summary>Later improvements are those of single states, which end in any case.</summary>
    private const int MostSpread = 100;

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
        OneHot(chosen, table);
        return table;
    }

    /// <summary>Writes the table of a deterministic policy, flat [S][A].</summary>
    internal static void OneHot(ReadOnlySpan<int> chosen, Span<double> table)
    {
        table.Clear();
        for (int s = 0; s < chosen.Length; s++) table[s * (table.Length / chosen.Length) + chosen[s]] = 1;
    }

    /// <summary>The optimum; null if the limit of work is reached first.</summary>
    internal static ProcessOptimum? Solve(MarkovDecisionProcess process, double discount, WorkMeter meter)
    {
        int states = process.States;
        var shared = new IteratedSystem(discount, meter);
        var chain = new PolicyChain(process, discount, meter, shared);
        var (actions, values) = Begin(process, discount, meter, shared);
        var policy = new double[process.Kernel.Pairs];
        bool isMixed = process.Rewards.ContainsAnyExceptInRange(0, double.MaxValue);
        double[] rewards = new double[states], sizes = new double[states];
        for (int step = 0; !meter.IsSpent; step++)
        {
            OneHot(actions, policy);
            chain.Load(policy);
            chain.ExpectedRewards(rewards);
            double error = chain.RefinedValues(rewards, values, guess: values);
            for (int s = 0; s < states; s++) rewards[s] = Math.Abs(rewards[s]);
            if (isMixed || !process.Kernel.IsSparse) chain.Values(rewards, sizes);
            else values.CopyTo(sizes, 0);
            var optimal = new bool[states * process.Actions];
            error *= 2 * sizes.Max();
            bool improved = Improve(process, discount, actions, values, sizes, error, optimal, meter);
            if (!improved) return new ProcessOptimum(values, sizes, actions, optimal);
            if (process.Kernel.IsSparse && step < MostSpread)
                ImprovementSweeps.Spread(process, discount, actions, values, sizes, error, meter);
        }

        return null;
    }

    /// <summary>
    /// A policy to begin with, and about its values if they are known; without a discount one that ends, and so do its improvements.
    /// </summary>
    private static (int[] Actions, double[] Values) Begin(
        MarkovDecisionProcess process, double discount, WorkMeter meter, IteratedSystem shared)
    {
        if (discount < 1 && process.Kernel.IsSparse) return new NearOptimum(process, discount, meter, shared).Find();
        return (discount < 1 ? new int[process.States] : [.. process.Episodes.ProperActions], new double[process.States]);
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
