namespace FedPG.Environments;

/// <summary>
/// A family of environments with its settings as properties (each with its default, checked by its attributes);
/// a catalogue gives it its name.
/// </summary>
public interface IEnvironmentDefinition
{
    /// <summary>Builds the types.</summary>
    /// <param name="discount">γ, or null for the environment's own.</param>
    /// <exception cref="SpecificationException">The settings do not fit together.</exception>
    EnvironmentSet Build(double? discount);
}
