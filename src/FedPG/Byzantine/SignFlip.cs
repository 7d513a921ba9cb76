using FedPG.Algorithms;
using FedPG.Options;

namespace FedPG.Byzantine;

/// <summary>The section <c>fedpg.faults.byzantine.sign-flip</c>.</summary>
public sealed record SignFlipOptions
{
    /// <summary>The factor of the reversed step.</summary>
    [AtLeast(0, Exclusive = true)] public double Factor { get; init; } = 2.5;
}

/// <summary>Reverses the agent's step: θ_r − factor (θ^c − θ_r).</summary>
internal sealed class SignFlip(SignFlipOptions options) : IByzantineAttack
{
    public void Forge(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update)
    {
        for (int k = 0; k < update.Length; k++) update[k] = broadcast[k] - options.Factor * (update[k] - broadcast[k]);
    }
}
