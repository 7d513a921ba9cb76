using FedPG.Scoring;

namespace FedPG.References;

/// <summary>The optima of all distinct environments, and the upper bound that they give for a common policy.</summary>
/// <param name="Optima">Each environment's optimum, in the order of <see cref="FederatedObjective.Distinct"/>.</param>
/// <param name="Weights">The environments' shares of the agents.</param>
/// <param name="Score">The upper bound, the mean of the optima.</param>
internal sealed record CommonOptimum(ProcessOptimum[] Optima, double[] Weights, CommonScore Score)
{
    /// <summary>Computes the optima; null if the limit of work is reached first.</summary>
    public static CommonOptimum? Of(FederatedObjective objective, WorkMeter meter)
    {
        var environments = objective.Environments;
        var distinct = objective.Distinct.ToArray();
        var optima = new ProcessOptimum[distinct.Length];
        var score = default(CommonScore);
        for (int type = 0; type < distinct.Length; type++)
        {
            if (PolicyIteration.Solve(distinct[type].Process, environments.Discount, meter) is not { } optimum) return null;
            optima[type] = optimum;
            var mean = CommonScore.Mean(environments, distinct[type].Process, optimum.Values, optimum.Sizes);
            score = score.Plus(distinct[type].Weight, mean);
        }

        return new CommonOptimum(optima, [.. distinct.Select(d => d.Weight)], score);
    }

    /// <summary>The optima for policies that also see the phase; the optimal policies ignore it.</summary>
    public CommonOptimum Repeated(int period) => this with { Optima = [.. Optima.Select(optimum => optimum.Repeated(period))] };

    /// <summary>The action of each state that is optimal for the most agents.</summary>
    public int[] CommonActions()
    {
        int states = Optima[0].Actions.Length, actions = Optima[0].IsOptimal.Length / states;
        var common = new int[states];
        for (int s = 0; s < states; s++)
        {
            double most = -1;
            for (int a = 0; a < actions; a++)
            {
                double share = Optima.Zip(Weights, (optimum, weight) => optimum.IsOptimal[s * actions + a] ? weight : 0).Sum();
                if (share > most) (most, common[s]) = (share, a);
            }
        }

        return common;
    }
}
