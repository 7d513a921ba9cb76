using FedPG.Control.Processes;

namespace FedPG.Control.Exact;

/// <summary>The exact values of policies with levels on the bit bandit.</summary>
internal static class BitBanditValue
{
    /// <summary>J = −Σ_m p_m (a_m − target)².</summary>
    /// <param name="bandit">The bandit.</param>
    /// <param name="levels">a: the actions of the levels.</param>
    /// <param name="probabilities">p: their probabilities.</param>
    public static double Of(BitBandit bandit, ReadOnlySpan<double> levels, ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        for (int i = 0; i < levels.Length; i++) sum -= probabilities[i] * (levels[i] - bandit.Target) * (levels[i] - bandit.Target);
        return sum;
    }

    /// <summary>The best level's value: that of the best policy.</summary>
    public static double Best(BitBandit bandit, ReadOnlySpan<double> levels)
    {
        double best = double.NegativeInfinity;
        foreach (double level in levels) best = Math.Max(best, -(level - bandit.Target) * (level - bandit.Target));
        return best;
    }

    /// <summary>
    /// ∂J/∂(difference of the root's logits): π₀ π₁ times the difference between the values of the upper and the lower half of the levels.
    /// </summary>
    public static double RootGradient(BitBandit bandit, ReadOnlySpan<double> levels, ReadOnlySpan<double> probabilities)
    {
        int half = levels.Length / 2;
        double low = 0, high = 0;
        for (int i = 0; i < half; i++) low += probabilities[i];
        for (int i = half; i < levels.Length; i++) high += probabilities[i];
        double lowValue = Of(bandit, levels[..half], probabilities[..half]) / low;
        double highValue = Of(bandit, levels[half..], probabilities[half..]) / high;
        return low * high * (highValue - lowValue);
    }
}
