using FedPG.Environments;

namespace FedPG.Scoring;

/// <summary>How far apart the types of a set are: the ε_P and ε_r of the theory. Both are 0 for a single type.</summary>
public static class Heterogeneity
{
    /// <summary>ε_P: the largest L1 distance, from 0 to 2, between two types' rows P(·|s,a) of the same state and action.</summary>
    public static double Transitions(EnvironmentSet set) => LargestOverPairs(set, TransitionDistance);

    /// <summary>ε_r: the largest difference between two types' rewards r(s,a) of the same state and action.</summary>
    public static double Rewards(EnvironmentSet set) => LargestOverPairs(set, RewardDistance);

    private static double LargestOverPairs(EnvironmentSet set, Func<MarkovDecisionProcess, MarkovDecisionProcess, double> distance)
    {
        // Equal types are one object, so only distinct objects need comparing.
        MarkovDecisionProcess[] types = [.. set.Types.Distinct()];
        double largest = 0;
        for (int i = 0; i < types.Length; i++)
        {
            for (int j = i + 1; j < types.Length; j++) largest = Math.Max(largest, distance(types[i], types[j]));
        }

        return largest;
    }

    private static double TransitionDistance(MarkovDecisionProcess one, MarkovDecisionProcess other)
    {
        double largest = 0;
        for (int s = 0; s < one.States; s++)
        {
            for (int a = 0; a < one.Actions; a++) largest = Math.Max(largest, L1(one.TransitionRow(s, a), other.TransitionRow(s, a)));
        }

        return largest;
    }

    private static double L1(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++) sum += Math.Abs(one[i] - other[i]);
        return sum;
    }

    private static double RewardDistance(MarkovDecisionProcess one, MarkovDecisionProcess other)
    {
        double largest = 0;
        for (int i = 0; i < one.Rewards.Length; i++) largest = Math.Max(largest, Math.Abs(one.Rewards[i] - other.Rewards[i]));
        return largest;
    }
}
