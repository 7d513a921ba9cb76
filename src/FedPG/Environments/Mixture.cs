namespace FedPG.Environments;

/// <summary>Convex mixtures of two processes, the usual way to set the heterogeneity of drawn environments.</summary>
internal static class Mixture
{
    /// <summary>The process with kernel (1−ε_P) P_common + ε_P P_own and rewards (1−ε_r) r_common + ε_r r_own.</summary>
    public static MarkovDecisionProcess Of(
        string name, MarkovDecisionProcess common, MarkovDecisionProcess own, double epsilonP, double epsilonR) => new(
        name,
        common.States,
        common.Actions,
        Mix(common.Transitions, own.Transitions, epsilonP),
        Mix(common.Rewards, own.Rewards, epsilonR));

    private static double[] Mix(ReadOnlySpan<double> common, ReadOnlySpan<double> own, double share)
    {
        var mixed = new double[common.Length];
        for (int i = 0; i < mixed.Length; i++) mixed[i] = (1 - share) * common[i] + share * own[i];
        return mixed;
    }
}
