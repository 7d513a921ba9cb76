namespace FedPG.Environments;

/// <summary>
/// A family of environments, finite or continuous. Its settings are properties, each with a default and with attributes that check its
/// value. The catalogue names the family.
/// </summary>
public interface IEnvironmentFamily
{
    /// <summary>
    /// The size of the types, so that environments that do not fit in memory are refused before they are built; null if the size is
    /// known only after building.
    /// </summary>
    EnvironmentSize? Size => null;

    /// <summary>Builds the types.</summary>
    /// <param name="discount">γ, or null for the environment's own.</param>
    /// <exception cref="SpecificationException">The settings do not fit together.</exception>
    EnvironmentTypes Build(double? discount);
}

/// <summary>A family of finite environments.</summary>
public interface IEnvironmentDefinition : IEnvironmentFamily
{
    /// <summary>Builds the types.</summary>
    /// <param name="discount">γ, or null for the environment's own.</param>
    /// <exception cref="SpecificationException">The settings do not fit together.</exception>
    new EnvironmentSet Build(double? discount);

    /// <inheritdoc/>
    EnvironmentTypes IEnvironmentFamily.Build(double? discount) => Build(discount);
}

/// <summary>The size of a set of environments.</summary>
/// <param name="States">S; with continuous states the number of state variables.</param>
/// <param name="Actions">A; with continuous states the number of action dimensions.</param>
/// <param name="Types">The number of environments.</param>
public readonly record struct EnvironmentSize(long States, long Actions, long Types)
{
    /// <summary>The approximate size of a type in bytes if the states are continuous; null for finite environments.</summary>
    public double? BytesPerType { get; init; }

    /// <summary>The most successors of a state and an action; null if a pair may lead to any state.</summary>
    public double? Successors { get; init; }

    /// <summary>The approximate size in bytes of all types: of finite ones the kernels, rewards and sampling tables.</summary>
    public double Bytes => Types * (BytesPerType ?? TypeOverhead + (double)Actions * States * BytesPerPair);

    private double BytesPerPair =>
        Successors is { } successors && KernelForm.IsSparse(States, Actions, (double)States * Actions * successors)
            ? BytesPerListedPair + BytesPerSuccessor * successors
            : BytesPerNumber * (States + 1.0);

    // The kernel, the kernel that it is drawn into or mixed from, and the sampling table of next states.
    private const double BytesPerNumber = 24;
    private const double BytesPerSuccessor = 12 + 12 + 16;
    private const double BytesPerListedPair = 8 + 16 + 4;
    private const double TypeOverhead = 1000;
}
