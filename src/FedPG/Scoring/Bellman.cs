using FedPG.Environments;

namespace FedPG.Scoring;

/// <summary>One-step look-ahead.</summary>
internal static class Bellman
{
    /// <summary>Q(s,a) = r(s,a) + γ Σ_s' P(s'|s,a) V(s'), flat [S][A].</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="rewards">Rewards, flat [S][A].</param>
    /// <param name="values">V, [S].</param>
    public static double[] ActionValues(
        MarkovDecisionProcess process, double discount, ReadOnlySpan<double> rewards, ReadOnlySpan<double> values)
    {
        var result = new double[rewards.Length];
        ActionValues(process, discount, rewards, values, result);
        return result;
    }

    /// <summary>Q(s,a) = r(s,a) + γ Σ_s' P(s'|s,a) V(s').</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="rewards">Rewards, flat [S][A].</param>
    /// <param name="values">V, [S].</param>
    /// <param name="result">The destination of Q, flat [S][A].</param>
    public static void ActionValues(
        MarkovDecisionProcess process, double discount, ReadOnlySpan<double> rewards, ReadOnlySpan<double> values, Span<double> result)
    {
        for (int pair = 0; pair < result.Length; pair++)
        {
            result[pair] = rewards[pair] + discount * process.Kernel.Row(pair).Expected(values);
        }
    }
}
