using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Configuration;

/// <summary>Adds the settings with default values to the resolved file, so that the file has every setting.</summary>
internal sealed class ResolvedDefaults(FederationCatalogue catalogue)
{
    public ConfigSection Fill(ConfigSection merged, IEnumerable<RunSpecification> runs) =>
        WithExtensionDefaults(WithEnvironmentDefaults(merged), runs);

    private ConfigSection WithEnvironmentDefaults(ConfigSection merged)
    {
        var environment = (ConfigSection)merged.Find("environment")!;
        if (environment.Find("type") is not ConfigText type || !catalogue.Environments.TryGetValue(type.Value, out var definition))
            return merged;
        var defaults = OptionsTree.Of(Activator.CreateInstance(definition)!, catalogue);

        // A required key has no default value to write.
        defaults = defaults with { Entries = [.. defaults.Entries.Where(entry => entry.Value is not ConfigText { Value: "" })] };
        return merged.With("environment", defaults.Under(environment));
    }

    /// <summary>Writes every option of the extensions that a run uses, including the ones that no file sets.</summary>
    private ConfigSection WithExtensionDefaults(ConfigSection merged, IEnumerable<RunSpecification> runs)
    {
        var settings = runs.Select(run => run.Settings).Distinct().ToList();
        var used = catalogue.Sections.Where(section => section.Kind switch
        {
            ExtensionKind.Algorithm => settings.Any(run => run.Algorithm == section.Name),
            ExtensionKind.Aggregator => settings.Any(run => run.Server.Aggregator == section.Name),
            ExtensionKind.Attack => settings.Any(run => run.Faults.Byzantine.Attack == section.Name),
            ExtensionKind.Mode => settings.Any(run => run.Server.Mode == section.Name),
            ExtensionKind.Optimizer => settings.Any(run => run.Server.Optimizer == section.Name),
            _ => settings.Any(run => run.Faults.Extensions.Find(section.Options) is not null),
        });
        foreach (var section in used)
        {
            string[] parents = section.Kind switch
            {
                ExtensionKind.Algorithm => [],
                ExtensionKind.Aggregator or ExtensionKind.Optimizer or ExtensionKind.Mode => ["server"],
                ExtensionKind.Attack => ["faults", "byzantine"],
                _ => ["faults"],
            };
            string[] keys = [.. parents, section.Name];
            var defaults = OptionsTree.Of(Activator.CreateInstance(section.Options)!, catalogue);
            var layer = (ConfigSection)Overrides.Nest(keys, defaults, ConfigPath.Root);
            merged = layer.Under(merged);
        }

        return merged;
    }
}
