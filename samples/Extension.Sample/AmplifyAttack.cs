using FedPG.Algorithms;
using FedPG.Byzantine;
using FedPG.Options;

namespace Extension.Sample;

/// <summary>The section <c>fedpg.faults.byzantine.amplify</c>.</summary>
public sealed record AmplifyOptions
{
    /// <summary>The factor of the step.</summary>
    [AtLeast(0)] public double Factor { get; init; } = 10;
}

/// <summary>Byzantine agents that lengthen their steps, as if their environments counted for more than the others.</summary>
public sealed class AmplifyAttack(AmplifyOptions options) : IByzantineAttack
{
    public void Forge(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update)
    {
        for (int i = 0; i < update.Length; i++) update[i] = broadcast[i] + options.Factor * (update[i] - broadcast[i]);
    }
}
