using System.Collections.Immutable;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration;

/// <summary>The layer of all <c>--set KEY=VALUE</c> of a command line.</summary>
internal static class Overrides
{
    /// <summary>Reads the options into a layer.</summary>
    /// <param name="settings">KEY=VALUE each; the leading <c>fedpg.</c> of KEY is optional.</param>
    public static ConfigSection Read(IReadOnlyList<string> settings)
    {
        var layer = ConfigSection.Empty("--set", ConfigPath.Root);
        var seen = new HashSet<string>();
        foreach (string setting in settings)
        {
            var (keys, node) = ReadOne(setting);
            string path = ConfigPath.Join(keys);
            if (!seen.Add(path)) throw new SpecificationException("--set", $"{path} twice", "every key once");
            layer = layer.Under((ConfigSection)Nest(keys, node, ConfigPath.Root));
        }

        return SweepSection.Normalise(layer);
    }

    /// <summary>The keys that are set, each with its node in the layer.</summary>
    public static IEnumerable<(ImmutableArray<string> Keys, ConfigNode Node)> Leaves(ConfigNode node, ImmutableArray<string> keys) =>
        node is ConfigSection section ? section.Entries.SelectMany(entry => Leaves(entry.Value, keys.Add(entry.Key))) : [(keys, node)];

    /// <summary>A node inside new sections, one for each key of a path but the last.</summary>
    public static ConfigNode Nest(ReadOnlySpan<string> keys, ConfigNode node, string path) => keys.IsEmpty
        ? node
        : new ConfigSection(node.Source, path, [new(keys[0], Nest(keys[1..], node, ConfigPath.Join(path, keys[0])))]);

    private static ConfigNode Nest(ImmutableArray<string> keys, ConfigNode node, string path) => Nest(keys.AsSpan(), node, path);

    private static (ImmutableArray<string> Keys, ConfigNode Node) ReadOne(string setting)
    {
        string shown = $"--set {OneLine.Of(setting)}";
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) throw new SpecificationException(shown, "no '='", "KEY=VALUE");
        string key = setting[..equals].Trim(), value = setting[(equals + 1)..].Trim();
        if (key.Length == 0) throw new SpecificationException(shown, "no key before the '='", "KEY=VALUE");
        if (value.Length == 0)
            throw new SpecificationException(shown, "no value after the '='", "KEY=VALUE (KEY=\"\" for an empty string)");
        if (value.AsSpan().ContainsAny('\n', '\r')) throw new SpecificationException(shown, "more than one line", "KEY=VALUE on one line");
        var split = ConfigPath.Split(key) ?? throw new SpecificationException(
            shown, $"'{OneLine.Of(key)}'", "a key such as local.steps before the '='");
        var keys = ConfigPath.WithoutRoot(split);
        string path = ConfigPath.Join(ConfigPath.Root, keys);

        // Only lists, sections and quoted strings need the parser; anything else is taken literally.
        bool isHocon = value[0] is '[' or '{' or '"';
        return (keys, isHocon ? HoconReader.ReadValue(value, shown, path) : new ConfigText(shown, path, value));
    }
}
