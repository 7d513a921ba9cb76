namespace FedPG.Environments;

/// <summary>
/// A family of environments with its settings as properties (each with its default, checked by its attributes);
/// a catalogue gives it its name.
/// </summary>
public interface IEnvironmentDefinition
{
    /// <summary>How large the types will be, so that what no memory can hold is refused before it is built; null if only building tells.</summary>
    EnvironmentSize? Size => null;

    /// <summary>Builds the types.</summary>
    /// <param name="discount">γ, or null for the environment's own.</param>
    /// <exception cref="SpecificationException">The settings do not fit together.</exception>
    EnvironmentSet Build(double? discount);
}

/// <summary>How large environments are.</summary>
/// <param name="States">S.</param>
/// <param name="Actions">A.</param>
/// <param name="Types">How many.</param>
public readonly record struct EnvironmentSize(long States, long Actions, long Types)
{
    /// <summary>About how many bytes their kernels, rewards and sampling tables take.</summary>
    public double Bytes => Types * (TypeOverhead + BytesPerNumber * (double)Actions * States * (States + 1));

    // The kernel, what it is drawn in or mixed from, and the table that next states are drawn with.
    private const double BytesPerNumber = 24;
    private const double TypeOverhead = 1000;
}
