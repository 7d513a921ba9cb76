using FedPG.Environments;
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
        var actions = new int[states];
        double[] rewards = new double[states], values = new double[states], sizes = new double[states];
        while (!meter.IsSpent)
        {
            chain.Load(OneHot(actions, process.Actions));
            chain.ExpectedRewards(rewards);
            chain.RefinedValues(rewards, values);
            for (int s = 0; s < states; s++) rewards[s] = Math.Abs(rewards[s]);
            chain.Values(rewards, sizes);
            var optimal = new bool[states * process.Actions];
            bool improved = Improve(process, discount, actions, values, sizes, optimal, meter);
            if (!improved) return new ProcessOptimum(values, sizes, actions, optimal);
        }

        return null;
    }

    /// <summary>
    /// Takes the best action of each state. If none is better than the present one by more than rounding, returns false and marks all
    /// optimal actions.
    /// </summary>
    private static bool Improve(
        MarkovDecisionProcess process, double discount, int[] chosen, double[] values, double[] sizes, bool[] optimal, WorkMeter meter)
    {
        bool improved = false;
        for (int s = 0; s < chosen.Length; s++)
        {
            meter.Spend((long)process.Actions * process.States);
            double best = 0;
            int present = chosen[s];
            for (int a = 0; a < process.Actions; a++)
            {
                var sum = new CompensatedSum();
                sum.Add(process.Reward(s, a));
                sum.Add(-values[s]);
                sum.Add(discount, PolicyChain.Expected(process.TransitionRow(s, a), values));
                double advantage = sum.Value;
                double next = PolicyChain.Expected(process.TransitionRow(s, a), sizes).Value;
                double size = Math.Abs(process.Reward(s, a)) + sizes[s] + discount * next;
                optimal[s * process.Actions + a] = advantage >= -Rounding * size;
                if (a == present || advantage <= Rounding * size || advantage <= best) continue;
                (best, chosen[s]) = (advantage, a);
                improved = true;
            }
        }

        return improved;
    }
}
