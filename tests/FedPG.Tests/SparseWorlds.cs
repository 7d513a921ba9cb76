using FedPG.Environments;

namespace FedPG.Tests;

/// <summary>Worlds with few successors, and the same worlds as tables.</summary>
internal static class SparseWorlds
{
    /// <summary>States in a ring; the four actions lead on, back, to both sides and, rarely, across.</summary>
    public static TransitionKernel Ring(int states)
    {
        var kernel = new TransitionKernelBuilder(states, 4);
        for (int s = 0; s < states; s++)
        {
            int on = (s + 1) % states, back = (s + states - 1) % states, across = (s + states / 2) % states;
            Row(kernel, (on, 0.75), (s, 0.25));
            Row(kernel, (back, 1));
            Row(kernel, (back, 0.5), (on, 0.5));
            Row(kernel, (across, 0.125), (s, 0.875));
        }

        return kernel.Build();
    }

    /// <summary>The same environments with kernels that are tables, which the rule of sizes would not choose.</summary>
    public static EnvironmentSet AsTables(EnvironmentSet set) => new(
        set.Discount, set.InitialDistribution.AsSpan(), [.. set.Types.Select(AsTable)], [.. set.EvaluationDistribution]);

    private static MarkovDecisionProcess AsTable(MarkovDecisionProcess type) =>
        new(type.Name, TransitionKernel.OfTableUnchanged(type.States, type.Actions, type.Kernel.ToTable()), type.Rewards);

    private static void Row(TransitionKernelBuilder kernel, params ReadOnlySpan<(int Next, double Probability)> successors)
    {
        foreach (var (next, probability) in successors) kernel.Add(next, probability);
        kernel.EndRow();
    }
}
