namespace FedPG.Federation;

/// <summary>
/// Adds to the catalogue of a program that loads an assembly. Every public class of the assembly that implements this interface and has a
/// parameterless constructor is used.
/// </summary>
public interface IFederationExtension
{
    /// <summary>The catalogue with the extension's algorithms, environments, aggregators and faults.</summary>
    FederationCatalogue Extend(FederationCatalogue catalogue);
}
