using FedPG.Environments;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Presentation.Wording;

/// <summary>A run's settings that differ from the defaults, as keys and values of an experiment file.</summary>
internal static class SettingsText
{
    public static IEnumerable<(string Key, string Value)> Of(RunSettings settings, FederationCatalogue catalogue)
    {
        var own = OptionsTree.Of(settings, catalogue);
        var usual = OptionsTree.Of(Defaults(settings), catalogue);
        var defaults = Leaves(usual, "").ToDictionary(leaf => leaf.Key, leaf => leaf.Value);
        return Leaves(own, "").Where(leaf => leaf.Key is "algorithm" or "environment.type" || defaults[leaf.Key] != leaf.Value)
            .Select(leaf => leaf.Key == "environment.path" ? (leaf.Key, Path.GetFileName(leaf.Value)) : leaf);
    }

    private static RunSettings Defaults(RunSettings settings) => new()
    {
        Environment = (IEnvironmentFamily)Activator.CreateInstance(settings.Environment.GetType())!,
        Extensions = Defaults(settings.Extensions),
        Server = new ServerOptions
        {
            Extensions = Defaults(settings.Server.Extensions),
            Optimizers = Defaults(settings.Server.Optimizers),
            Modes = Defaults(settings.Server.Modes),
        },
        Faults = new FaultOptions
        {
            Byzantine = new ByzantineOptions { Extensions = Defaults(settings.Faults.Byzantine.Extensions) },
            Extensions = Defaults(settings.Faults.Extensions),
        },
    };

    private static ExtensionOptions Defaults(ExtensionOptions options) =>
        ExtensionOptions.Of(options.All.Select(one => Activator.CreateInstance(one.GetType())!));

    private static IEnumerable<(string Key, string Value)> Leaves(ConfigSection section, string prefix) =>
        section.Entries.SelectMany(entry => entry.Value switch
    {
        ConfigSection inner => Leaves(inner, $"{prefix}{entry.Key}."),
        var leaf => [($"{prefix}{entry.Key}", leaf.Words())],
    });
}
