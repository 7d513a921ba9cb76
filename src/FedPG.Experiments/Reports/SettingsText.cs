using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Reports;

/// <summary>A run's settings that differ from the defaults, as keys and values of an experiment file.</summary>
internal static class SettingsText
{
    public static IEnumerable<(string Key, string Value)> Of(RunSettings settings)
    {
        var catalogue = FileEnvironment.Catalogue;
        var own = OptionsTree.Of(settings, catalogue);
        var usual = OptionsTree.Of(new RunSettings { Environment = (Environments.IEnvironmentDefinition)Activator.CreateInstance(settings.Environment.GetType())! }, catalogue);
        var defaults = Leaves(usual, "").ToDictionary(leaf => leaf.Key, leaf => leaf.Value);
        return Leaves(own, "").Where(leaf => leaf.Key is "algorithm" or "environment.type" || defaults[leaf.Key] != leaf.Value)
            .Select(leaf => leaf.Key == "environment.path" ? (leaf.Key, Path.GetFileName(leaf.Value)) : leaf);
    }

    private static IEnumerable<(string Key, string Value)> Leaves(ConfigSection section, string prefix) => section.Entries.SelectMany(entry => entry.Value switch
    {
        ConfigSection inner => Leaves(inner, $"{prefix}{entry.Key}."),
        var leaf => [($"{prefix}{entry.Key}", Text(leaf))],
    });

    private static string Text(ConfigNode node) => node switch
    {
        ConfigText text => text.Value,
        ConfigList list => $"[{string.Join(", ", list.Items.Select(Text))}]",
        _ => "",
    };
}
