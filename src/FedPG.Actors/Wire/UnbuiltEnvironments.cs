using FedPG.Control;
using FedPG.Environments;
using FedPG.Federation;

namespace FedPG.Actors.Wire;

/// <summary>
/// Environments on their way to a node, which builds them from their family. Environments with continuous states are sent like this,
/// finite ones as tables.
/// </summary>
/// <param name="family">The family.</param>
internal sealed class UnbuiltEnvironments(FamilyText family) : EnvironmentTypes(family.Discount, family.Types)
{
    /// <summary>The family.</summary>
    public FamilyText Family => family;

    /// <summary>The environments as they are sent.</summary>
    /// <exception cref="SpecificationException">No family of the catalogue has built environments with continuous states.</exception>
    public static EnvironmentTypes Of(EnvironmentTypes environments, FederationCatalogue catalogue) =>
        environments is ControlEnvironments control ? new UnbuiltEnvironments(FamilyText.Of(control, catalogue)) : environments;

    /// <summary>The environments as a node trains in them.</summary>
    /// <exception cref="SpecificationException">This catalogue has no such family, or its settings differ.</exception>
    public static EnvironmentTypes Build(EnvironmentTypes sent, FederationCatalogue catalogue) =>
        sent is UnbuiltEnvironments unbuilt ? unbuilt.Family.Build(catalogue) : sent;
}
