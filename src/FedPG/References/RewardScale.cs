using FedPG.Environments;

namespace FedPG.References;

/// <summary>
/// Scales rewards near the ends of the range of doubles by a power of two, so that no intermediate sum overflows or loses digits. Values
/// are scaled back at the end and are infinite only if they are out of range themselves.
/// </summary>
internal static class RewardScale
{
    /// <summary>The notice for an infinite value.</summary>
    public const string Overflow = "a value is beyond the range of numbers, ±1.8e308, and is given as infinite";

    /// <summary>Without a discount episodes are taken to have at most 2⁴⁰ steps in the mean.</summary>
    private const double LeastEnding = 1.0 / (1L << 40);

    private const int Least = -700;
    private const int Most = 900;

    /// <summary>
    /// Returns the environments to compute with, the same object if no scaling is needed, and the power of two by which their rewards were
    /// multiplied.
    /// </summary>
    /// <param name="environments">The environments.</param>
    public static (EnvironmentSet Environments, int Exponent) Of(EnvironmentSet environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        double largest = 0;
        foreach (var type in environments.Types)
        {
            foreach (double reward in type.Rewards) largest = Math.Max(largest, Math.Abs(reward));
        }

        // An objective may be larger than a reward by the factor 1/(1−γ).
        double reach = Math.ILogB(Math.Max(largest, double.Epsilon)) - Math.ILogB(Math.Max(1 - environments.Discount, LeastEnding));
        if (largest == 0 || reach is >= Least and <= Most) return (environments, 0);
        int exponent = reach > Most ? Most - (int)reach : -(int)reach;
        return (environments.Map(type => Scaled(type, exponent)), exponent);
    }

    private static MarkovDecisionProcess Scaled(MarkovDecisionProcess type, int exponent)
    {
        double[] rewards = type.Rewards.ToArray();
        for (int i = 0; i < rewards.Length; i++) rewards[i] = Math.ScaleB(rewards[i], exponent);
        return new MarkovDecisionProcess(type.Name, type.Kernel, rewards);
    }
}
