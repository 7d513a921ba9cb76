using FedPG.Control.Environments;
using FedPG.Experiments.Formats;
using FedPG.Federation;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>The catalogue for experiment files: it adds environments from files.</summary>
public static class ExperimentCatalogue
{
    /// <summary>The built-in catalogue with <see cref="FileEnvironment"/>, file formats, and files of linear-quadratic systems.</summary>
    public static FederationCatalogue Default { get; } = With(FederationCatalogue.Default);

    /// <summary>In the order in which they are asked: the last takes every JSON file that no other claims.</summary>
    private static IReadOnlyList<IMdpFormat> Formats =>
    [
        new NumpyFormat(), new PrismFormat(), new DrnFormat(), new CassandraFormat(), new GymnasiumFormat(), new MdpFileFormat(),
    ];

    /// <summary>Adds environments from files to a catalogue that may already have them.</summary>
    public static FederationCatalogue With(FederationCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (!catalogue.Environments.ContainsKey(FileEnvironment.TypeName))
            catalogue = catalogue.WithEnvironment<FileEnvironment>(FileEnvironment.TypeName);
        foreach (var format in Formats.Where(format => catalogue.Formats.All(known => known.Name != format.Name)))
            catalogue = catalogue.WithBuiltInFormat(format);
        return catalogue.Environments.GetValueOrDefault(LqrFileEnvironment.TypeName) == typeof(LqrEnvironment)
            ? catalogue.WithReplacedEnvironment<LqrFileEnvironment>(LqrFileEnvironment.TypeName)
            : catalogue;
    }
}
