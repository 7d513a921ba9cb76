namespace FedPG.Options;

/// <summary>
/// Slow agents, in simulated time: a local step takes one simulated second at slowness 1. An agent's slowness is the product of the
/// three kinds below and is constant during a run.
/// </summary>
public sealed record StragglerOptions
{
    /// <summary>Fixed slowness: the agents take the numbers in equal consecutive blocks; empty means 1 for all agents.</summary>
    [AllBetween(1e-9, 1e9)] public double[] Slowness { get; init; } = [];

    /// <summary>σ of a lognormal slowness with median 1.</summary>
    [Between(0, 10)] public double SpeedSpread { get; init; }

    /// <summary>Two classes: the probability that an agent belongs to the slow one.</summary>
    [Between(0, 1)] public double SlowFraction { get; init; }

    /// <summary>Two classes: the slowness of the slow one; the other has 1.</summary>
    [Between(1e-9, 1e9)] public double SlowFactor { get; init; } = 10;

    /// <summary>Probability of a delay, per agent and round.</summary>
    [Between(0, 1)] public double DelayProbability { get; init; }

    /// <summary>Mean of the exponential delay, in simulated seconds.</summary>
    [Between(0, 1e9)] public double MeanDelay { get; init; } = 1;

    internal bool IsOn => Slowness.Length > 0 || SpeedSpread > 0 || SlowFraction > 0 || DelayProbability > 0;
}

/// <summary>A list of numbers within limits, ends included.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AllBetweenAttribute(double minimum, double maximum) : AcceptedAttribute
{
    /// <summary>The least accepted value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The largest accepted value.</summary>
    public double Maximum { get; } = maximum;

    /// <inheritdoc/>
    public override string Accepted => FormattableString.Invariant($"a list of numbers from {Minimum} to {Maximum}");

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is double[] numbers && numbers.All(number => number >= Minimum && number <= Maximum);
}
