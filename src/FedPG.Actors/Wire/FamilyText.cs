using System.Text.Json;
using FedPG.Control;
using FedPG.Environments;
using FedPG.Federation;

namespace FedPG.Actors.Wire;

/// <summary>A family of environments as sent between processes, each of which builds the environments from it.</summary>
/// <param name="Name">The family's name in the catalogue.</param>
/// <param name="Json">Its settings.</param>
/// <param name="Discount">γ.</param>
/// <param name="Types">The number of environments.</param>
internal sealed record FamilyText(string Name, string Json, double Discount, int Types)
{
    /// <summary>Serializes the family that built environments.</summary>
    /// <exception cref="SpecificationException">No family of the catalogue has built the environments.</exception>
    public static FamilyText Of(ControlEnvironments environments, FederationCatalogue catalogue)
    {
        var type = environments.Family?.GetType();
        string? name = catalogue.Environments.FirstOrDefault(entry => entry.Value == type).Key;
        return name is null
            ? throw new SpecificationException(
                $"environment '{environments.Shape.Name}'", "none of the catalogue's families", "one of them for a run on several nodes")
            : new FamilyText(name, JsonSerializer.Serialize(environments.Family, type!), environments.Discount, environments.TypeCount);
    }

    /// <summary>Builds the environments.</summary>
    /// <exception cref="SpecificationException">This catalogue has no such family, or its settings differ.</exception>
    public EnvironmentTypes Build(FederationCatalogue catalogue)
    {
        string subject = $"environment '{Name}'";
        if (!catalogue.Environments.TryGetValue(Name, out var type))
            throw new SpecificationException(subject, "no such environment on this node", "a node with the server's extensions");
        try
        {
            var family = (IEnvironmentFamily?)JsonSerializer.Deserialize(Json, type) ?? throw new JsonException("null");
            return family.Build(Discount).BuiltBy(family);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new SpecificationException(
                $"{subject}: found settings that this node cannot read; accepted: a node with the server's version of it", error);
        }
    }
}
