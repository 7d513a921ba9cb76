using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Diagnostics;

/// <summary>Soft policy iteration: maximises an environment's value plus λ times the discounted entropy.</summary>
public static class SoftOptimum
{
    private const int MostIterations = 10_000;

    /// <summary>The optimal regularised values [S] and the policy that attains them, flat [S][A].</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="temperature">λ, above 0.</param>
    public static (double[] Values, double[] Policy) Solve(MarkovDecisionProcess process, double discount, double temperature)
    {
        ArgumentNullException.ThrowIfNull(process);
        return Solve(process, discount, temperature, ActionSets.Full(process.States, process.Actions));
    }

    /// <summary>The same for states that offer different numbers of actions.</summary>
    internal static (double[] Values, double[] Policy) Solve(
        MarkovDecisionProcess process, double discount, double temperature, ActionSets sets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        var policy = PolicyByActions.Of(sets, (states, actions) => new SoftmaxPolicy(states, actions));
        policy.SetParameters(new double[policy.ParameterCount]);
        double[] values = Evaluate(process, discount, temperature, policy, out double[] logits);
        for (int i = 0; i < MostIterations; i++)
        {
            policy.SetParameters(logits);
            double[] better = Evaluate(process, discount, temperature, policy, out logits);
            double change = better.Zip(values, (now, before) => Math.Abs(now - before)).Max();
            values = better;
            if (change <= 1e-13 * Math.Max(1, values.Max(Math.Abs))) break;
        }

        return (values, policy.Probabilities.ToArray());
    }

    private static double[] Evaluate(
        MarkovDecisionProcess process, double discount, double temperature, DifferentiablePolicy policy, out double[] logits)
    {
        var chain = new DiscountedChain(process, discount, policy.Probabilities);
        double[] rewards = process.Rewards.ToArray();
        for (int i = 0; i < rewards.Length; i++) rewards[i] -= temperature * policy.LogLikelihood[i];
        double[] values = chain.Values(rewards);
        logits = Array.ConvertAll(Bellman.ActionValues(process, discount, process.Rewards, values), q => q / temperature);
        return values;
    }
}
