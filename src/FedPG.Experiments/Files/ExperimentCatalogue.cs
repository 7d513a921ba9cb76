using FedPG.Federation;

namespace FedPG.Experiments.Files;

/// <summary>What experiment files can name: a catalogue with environments from files.</summary>
public static class ExperimentCatalogue
{
    /// <summary>What the libraries have.</summary>
    public static FederationCatalogue Default { get; } = With(FederationCatalogue.Default);

    /// <summary>A catalogue with <see cref="FileEnvironment"/>, which it may have already.</summary>
    public static FederationCatalogue With(FederationCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return catalogue.Environments.ContainsKey(FileEnvironment.TypeName) ? catalogue : catalogue.WithEnvironment<FileEnvironment>(FileEnvironment.TypeName);
    }
}
