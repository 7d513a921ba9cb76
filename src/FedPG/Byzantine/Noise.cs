using FedPG.Algorithms;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Byzantine;

/// <summary>The section <c>fedpg.faults.byzantine.noise</c>.</summary>
public sealed record NoiseOptions
{
    /// <summary>The standard deviation of each parameter's step.</summary>
    [AtLeast(0, Exclusive = true)] public double Deviation { get; init; } = 1;
}

/// <summary>Sends a random step: θ_r plus independent normal numbers.</summary>
internal sealed class Noise(NoiseOptions options) : IByzantineAttack
{
    public void Forge(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update)
    {
        var random = RandomStreams.For(StreamPurpose.Byzantine, (ulong)task.Seed, task.Round, task.Agent);
        for (int k = 0; k < update.Length; k++) update[k] = broadcast[k] + options.Deviation * random.NextNormal();
    }
}
