using FedPG.Federation;

namespace FedPG.Experiments.Files;

/// <summary>The catalogue for experiment files: it adds environments from MDP files.</summary>
public static class ExperimentCatalogue
{
    /// <summary>The built-in catalogue with <see cref="FileEnvironment"/>.</summary>
    public static FederationCatalogue Default { get; } = With(FederationCatalogue.Default);

    /// <summary>Adds <see cref="FileEnvironment"/> to a catalogue that may already have it.</summary>
    public static FederationCatalogue With(FederationCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return catalogue.Environments.ContainsKey(FileEnvironment.TypeName)
            ? catalogue
            : catalogue.WithEnvironment<FileEnvironment>(FileEnvironment.TypeName);
    }
}
