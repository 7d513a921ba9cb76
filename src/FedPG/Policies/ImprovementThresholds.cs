namespace FedPG.Policies;

/// <summary>The thresholds τ of the improvement operator, as logarithms: for usual λ(1−γ) they are far below double range.</summary>
public static class ImprovementThresholds
{
    /// <summary>
    /// log of min{ 1/(2A²), (1/(2A)) exp(−(R + γλ log A)/(λ(1−γ))) } with R the range of the rewards: raising a probability
    /// below it never lowers an agent's regularised objective (soft performance-difference lemma).
    /// </summary>
    /// <param name="actions">A of the rows the operator works on (2 for bits).</param>
    /// <param name="temperature">λ, above 0.</param>
    /// <param name="discount">γ.</param>
    /// <param name="rewardRange">R, the largest less the smallest mean reward.</param>
    public static double LogSafe(int actions, double temperature, double discount, double rewardRange) => Math.Min(
        -Math.Log(2.0 * actions * actions),
        -Math.Log(2.0 * actions) - (rewardRange + discount * temperature * Math.Log(actions)) / (temperature * (1 - discount)));

    /// <summary>log of the paper's τ_λ = min{ ⅓ exp(−(16 + 8γλ log A)/(λ(1−γ)² ρ_min)), 1/(3⁸A⁴) }.</summary>
    /// <param name="actions">A of the rows the operator works on.</param>
    /// <param name="temperature">λ, above 0.</param>
    /// <param name="discount">γ.</param>
    /// <param name="leastInitialProbability">ρ_min; with 0 the threshold is 0 and its logarithm −∞.</param>
    public static double LogTheory(int actions, double temperature, double discount, double leastInitialProbability) => Math.Min(
        -Math.Log(3) - (16 + 8 * discount * temperature * Math.Log(actions))
            / (temperature * (1 - discount) * (1 - discount) * leastInitialProbability),
        -8 * Math.Log(3) - 4 * Math.Log(actions));
}
