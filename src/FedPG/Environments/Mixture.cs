namespace FedPG.Environments;

/// <summary>Convex mixtures of two processes, the usual way to set the heterogeneity of drawn environments.</summary>
internal static class Mixture
{
    /// <summary>The process with kernel (1−ε_P) P_common + ε_P P_own and rewards (1−ε_r) r_common + ε_r r_own.</summary>
    public static MarkovDecisionProcess Of(
        string name, MarkovDecisionProcess common, MarkovDecisionProcess own, double epsilonP, double epsilonR) => new(
        name, Mix(common.Kernel, own.Kernel, epsilonP), Mix(common.Rewards, own.Rewards, epsilonR));

    private static TransitionKernel Mix(TransitionKernel common, TransitionKernel own, double share)
    {
        if (!common.IsSparse && !own.IsSparse)
            return TransitionKernel.OfTable(common.States, common.Actions, Mix(common.Table, own.Table, share));
        var builder = new TransitionKernelBuilder(common.States, common.Actions, (long)common.Count + own.Count);
        for (int pair = 0; pair < common.Pairs; pair++)
        {
            foreach (var (state, one, other) in new PairedRows(common.Row(pair), own.Row(pair)))
                builder.Add(state, (1 - share) * one + share * other);
            builder.EndRow();
        }

        return builder.Build();
    }

    private static double[] Mix(ReadOnlySpan<double> common, ReadOnlySpan<double> own, double share)
    {
        var mixed = new double[common.Length];
        for (int i = 0; i < mixed.Length; i++) mixed[i] = (1 - share) * common[i] + share * own[i];
        return mixed;
    }
}
