using FedPG.Environments;

namespace FedPG.Scoring;

/// <summary>How far apart the types of a set are: the ε_P and ε_r of the theory. Both are 0 for a single type.</summary>
public static class Heterogeneity
{
    /// <summary>ε_P: the largest L1 distance, from 0 to 2, between two types' rows P(·|s,a) of the same state and action.</summary>
    public static double Transitions(EnvironmentSet set) => LargestOverPairs(set, TransitionDistance);

    /// <summary>ε_P where its comparisons, types² times the probabilities of a type, are no more than a budget; else null.</summary>
    /// <param name="set">The environments.</param>
    /// <param name="budget">The most comparisons.</param>
    public static double? Transitions(EnvironmentSet set, double budget)
    {
        double types = set.Types.Distinct().Count();
        return types * types * set.Types.Max(type => type.Kernel.Count) <= budget ? Transitions(set) : null;
    }

    /// <summary>ε_r: the largest difference between two types' rewards r(s,a) of the same state and action.</summary>
    public static double Rewards(EnvironmentSet set)
    {
        double largest = 0;
        for (int i = 0; i < set.States * set.Actions; i++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (var type in set.Types)
            {
                double reward = type.Rewards[i];
                (low, high) = (Math.Min(low, reward), Math.Max(high, reward));
            }

            largest = Math.Max(largest, high - low);
        }

        return largest;
    }

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
        for (int pair = 0; pair < one.Kernel.Pairs; pair++)
            largest = Math.Max(largest, L1(one.Kernel.Row(pair), other.Kernel.Row(pair)));
        return largest;
    }

    private static double L1(SuccessorRow one, SuccessorRow other)
    {
        double sum = 0;
        foreach (var (_, left, right) in new PairedRows(one, other)) sum += Math.Abs(left - right);
        return sum;
    }
}
