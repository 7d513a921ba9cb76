namespace FedPG.Options;

/// <summary>Agents whose updates are not those of the algorithm. They are Byzantine for the whole run.</summary>
public sealed record ByzantineOptions
{
    /// <summary>The fraction of the agents, rounded to a number of agents that are drawn from the run's seed.</summary>
    [Between(0, 1)] public double Fraction { get; init; }

    /// <summary>The Byzantine agents by number, from 0, instead of a fraction.</summary>
    [AllAtLeast(0)] public int[] Agents { get; init; } = [];

    /// <summary>The name of the attack in the catalogue.</summary>
    public string Attack { get; init; } = "sign-flip";

    /// <summary>The options of attacks.</summary>
    [ExtensionPoint(ExtensionKind.Attack)] public ExtensionOptions Extensions { get; init; } = ExtensionOptions.None;

    internal bool IsOn => Fraction > 0 || Agents.Length > 0;
}

/// <summary>A list of integers of at least a minimum.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AllAtLeastAttribute(int minimum) : AcceptedAttribute
{
    /// <summary>The least accepted value.</summary>
    public int Minimum { get; } = minimum;

    /// <inheritdoc/>
    public override string Accepted => FormattableString.Invariant($"a list of integers of at least {Minimum}");

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is int[] numbers && numbers.All(number => number >= Minimum);
}
