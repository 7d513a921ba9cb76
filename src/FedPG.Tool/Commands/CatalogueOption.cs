using System.CommandLine;
using FedPG.Experiments.Extensions;
using FedPG.Experiments.Files;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Tool.Commands;

/// <summary>The catalogue for experiment files: the program's own, with the extensions of the command line and of the
/// configuration.</summary>
/// <param name="own">The program's own catalogue.</param>
internal sealed class CatalogueOption(FederationCatalogue own)
{
    /// <summary><c>--extension</c>, for every verb.</summary>
    public Option<string[]> Option { get; } = new("--extension")
    {
        Description = "An assembly with your own algorithms, environments, policies, aggregators, faults or other extensions. "
            + "May be given several times.",
        HelpName = "DLL",
        Recursive = true,
    };

    /// <summary>The catalogue for a command line.</summary>
    /// <exception cref="SpecificationException">An extension cannot be loaded.</exception>
    public FederationCatalogue Of(ParseResult parsed, ProcessConfiguration? process = null) =>
        ExperimentCatalogue.With(ExtensionAssembly.Extend(own, [.. process?.Settings.Extensions ?? [], .. parsed.GetValue(Option) ?? []]));
}
