using FedPG.Control.Environments;
using FedPG.Federation;

namespace FedPG.Experiments.Files;

/// <summary>The catalogue for experiment files: it adds environments from files.</summary>
public static class ExperimentCatalogue
{
    /// <summary>The built-in catalogue with <see cref="FileEnvironment"/>, and with files of linear-quadratic systems.</summary>
    public static FederationCatalogue Default { get; } = With(FederationCatalogue.Default);

    /// <summary>Adds environments from files to a catalogue that may already have them.</summary>
    public static FederationCatalogue With(FederationCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (!catalogue.Environments.ContainsKey(FileEnvironment.TypeName))
            catalogue = catalogue.WithEnvironment<FileEnvironment>(FileEnvironment.TypeName);
        return catalogue.Environments.GetValueOrDefault(LqrFileEnvironment.TypeName) == typeof(LqrEnvironment)
            ? catalogue.WithReplacedEnvironment<LqrFileEnvironment>(LqrFileEnvironment.TypeName)
            : catalogue;
    }
}
