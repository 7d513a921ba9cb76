using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>The thresholds τ of the improvement operator, as logarithms: for the usual λ(1−γ) τ itself underflows a double.</summary>
internal static class ImprovementThresholds
{
    /// <summary>
    /// log of min{ 1/(2A²), (1/(2A)) exp(−(R + γλ log A)/(λ(1−γ))) } with R the range of the rewards. Raising a probability below
    /// this threshold to it never lowers an agent's regularised objective (soft performance-difference lemma).
    /// </summary>
    /// <param name="actions">A.</param>
    /// <param name="temperature">λ, above 0.</param>
    /// <param name="discount">γ.</param>
    /// <param name="rewardRange">R, the largest minus the smallest mean reward.</param>
    public static double LogSafe(int actions, double temperature, double discount, double rewardRange) =>
        LogSafe(actions, temperature, discount, rewardRange, weights: [1]);

    /// <summary>
    /// The safe threshold for actions written in digits whose log-likelihoods are weighted. The bonus of an improbable digit must
    /// outweigh what the later digits and states can lose. With W = Σ_p w_p the exponent is therefore the maximum over digits p of
    /// ((R + γλW log A)/(1−γ) + λ log A Σ_{q>p} w_q)/(λ w_p), where A is the number of outcomes of a digit.
    /// </summary>
    /// <param name="outcomes">Outcomes of a digit: 2 for bits.</param>
    /// <param name="temperature">λ, above 0.</param>
    /// <param name="discount">γ.</param>
    /// <param name="rewardRange">R, the largest minus the smallest mean reward.</param>
    /// <param name="weights">w_p, most significant digit first.</param>
    public static double LogSafe(
        int outcomes, double temperature, double discount, double rewardRange, ReadOnlySpan<double> weights)
    {
        double log = Elementary.Log(outcomes), total = 0, later = 0, exponent = 0;
        foreach (double weight in weights) total += weight;
        double states = (rewardRange + discount * temperature * total * log) / (1 - discount);
        for (int p = weights.Length - 1; p >= 0; p--)
        {
            exponent = Math.Max(exponent, (states + temperature * log * later) / (temperature * weights[p]));
            later += weights[p];
        }

        return Math.Min(-Elementary.Log(2.0 * outcomes * outcomes), -Elementary.Log(2.0 * outcomes) - exponent);
    }

    /// <summary>log of the paper's τ_λ = min{ ⅓ exp(−(16 + 8γλ log A)/(λ(1−γ)² ρ_min)), 1/(3⁸A⁴) }.</summary>
    /// <param name="actions">A: the number of outcomes per row that the operator is applied to.</param>
    /// <param name="temperature">λ, above 0.</param>
    /// <param name="discount">γ.</param>
    /// <param name="leastInitialProbability">ρ_min; with 0 the threshold is 0 and its logarithm −∞.</param>
    public static double LogTheory(int actions, double temperature, double discount, double leastInitialProbability) => Math.Min(
        -Elementary.Log(3) - (16 + 8 * discount * temperature * Elementary.Log(actions))
            / (temperature * (1 - discount) * (1 - discount) * leastInitialProbability),
        -8 * Elementary.Log(3) - 4 * Elementary.Log(actions));
}
