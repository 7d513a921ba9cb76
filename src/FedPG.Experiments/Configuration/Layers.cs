using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Federation;

namespace FedPG.Experiments.Configuration;

/// <summary>Layers of settings, lowest first: reference.conf, the file, the command line, a variant, a point of the sweep.</summary>
internal sealed class Layers(FederationCatalogue catalogue)
{
    private const string Environment = "environment";
    private const string Type = "type";
    private const string Path = "path";

    /// <summary>
    /// A layer over those below it. If it changes the environment's type, the environment keys of the lower layers belong to another
    /// family and are dropped: the new type starts from its own defaults.
    /// </summary>
    public ConfigSection Over(ConfigSection lower, ConfigSection upper)
    {
        bool changes = TypeOf(lower) is { } old && TypeOf(upper) is { } now && old != now;
        if (changes && lower.Find(Environment) is ConfigSection dropped)
        {
            RefuseUnknown(dropped, TypeOf(lower)!);
            lower = lower.With(Environment, dropped with { Entries = [.. dropped.Entries.Where(entry => entry.Key == Type)] });
        }

        return lower.Under(upper);
    }

    /// <summary>The layer with an absolute path of the environment file, valid from any working directory.</summary>
    /// <param name="layer">Keys of <c>fedpg</c> or of a variant.</param>
    /// <param name="folder">The base of relative paths.</param>
    public static ConfigSection WithAbsolutePaths(ConfigSection layer, string folder)
    {
        if (layer.Find(Environment) is ConfigSection environment && environment.Find(Path) is { } path)
        {
            layer = layer.With(Environment, environment.With(Path, Absolute(path, folder)));
        }

        if (layer.Find("sweep") is ConfigSection sweep && sweep.Find($"{Environment}.{Path}") is ConfigList paths)
        {
            var absolute = paths with { Items = [.. paths.Items.Select(item => Absolute(item, folder))] };
            layer = layer.With("sweep", sweep.With($"{Environment}.{Path}", absolute));
        }

        if (layer.Find("variants") is not ConfigSection variants) return layer;
        var entries = variants.Entries.Select(entry => KeyValuePair.Create(
            entry.Key, entry.Value is ConfigSection variant ? WithAbsolutePaths(variant, folder) : entry.Value));
        return layer.With("variants", variants with { Entries = [.. entries] });
    }

    /// <summary>Whether a setting is the environment file's path.</summary>
    public static bool IsPath(string setting) => setting == $"{Environment}.{Path}";

    private static ConfigNode Absolute(ConfigNode node, string folder) => node is ConfigList list
        ? list with { Items = [.. list.Items.Select(item => Absolute(item, folder))] }
        : node is ConfigText { Value: { Length: > 0 } path } text && !path.Contains('\0', StringComparison.Ordinal)
            ? text with { Value = System.IO.Path.GetFullPath(path, folder) }
            : node;

    private static string? TypeOf(ConfigSection layer) => (layer.Find([Environment, Type]) as ConfigText)?.Value;

    private void RefuseUnknown(ConfigSection environment, string type)
    {
        if (!catalogue.Environments.TryGetValue(type, out var definition)) return;
        string[] known = [Type, .. OptionKey.Of(definition, catalogue).Select(key => key.Name)];
        foreach (var (key, node) in environment.Entries)
        {
            if (!known.Contains(key)) throw UnknownKey.At(node, known);
        }
    }
}
