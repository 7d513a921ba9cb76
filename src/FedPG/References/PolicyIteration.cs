using FedPG.Environments;
using FedPG.Evaluation;

namespace FedPG.References;

/// <summary>Howard's policy iteration: the optimum of one environment.</summary>
public static class PolicyIteration
{
    /// <summary>The optimal values and a deterministic policy that attains them.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    public static (double[] Values, int[] Actions) Solve(MarkovDecisionProcess process, double discount)
    {
        var actions = new int[process.States];
        double reached = double.NegativeInfinity;
        while (true)
        {
            var chain = new DiscountedChain(process, discount, OneHot(actions, process.Actions));
            double[] values = chain.Values(process.Rewards);
            double[] actionValues = chain.ActionValues(process.Rewards, values);

            // Every step raises the values' sum; one that raises it by rounding only is the last.
            double sum = values.Sum();
            bool isStuck = sum <= reached + 1e-13 * Math.Abs(sum);
            reached = sum;
            if (isStuck || !Improve(actions, actionValues, process.Actions)) return (values, actions);
        }
    }

    /// <summary>The table of a deterministic policy, flat [S][A].</summary>
    public static double[] OneHot(ReadOnlySpan<int> chosen, int actions)
    {
        var table = new double[chosen.Length * actions];
        for (int s = 0; s < chosen.Length; s++) table[s * actions + chosen[s]] = 1;
        return table;
    }

    /// <summary>Switches to better actions; a margin above rounding keeps equal actions from taking turns for ever.</summary>
    private static bool Improve(int[] chosen, double[] actionValues, int actions)
    {
        bool improved = false;
        for (int s = 0; s < chosen.Length; s++)
        {
            for (int a = 0; a < actions; a++)
            {
                double current = actionValues[s * actions + chosen[s]], other = actionValues[s * actions + a];
                if (other <= current + 1e-11 * Math.Max(1, Math.Abs(current))) continue;
                chosen[s] = a;
                improved = true;
            }
        }

        return improved;
    }
}
