using System.Collections.Immutable;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Configuration;

/// <summary>The section <c>sweep</c>: settings with lists of values, which span a grid of runs.</summary>
internal static class SweepSection
{
    private const string Key = "sweep";
    private const string AcceptedValues = "a list of distinct values, at least one, such as [1, 5, 10]";

    /// <summary>The layer with one entry per setting in its sweep and its variants' sweeps, however the paths are quoted or
    /// nested.</summary>
    public static ConfigSection Normalise(ConfigSection layer)
    {
        if (layer.Find("variants") is ConfigSection variants)
        {
            var normalised = variants.Entries.Select(
                entry => KeyValuePair.Create(entry.Key, entry.Value is ConfigSection own ? Normalise(own) : entry.Value));
            layer = layer.With("variants", variants with { Entries = [.. normalised] });
        }

        if (layer.Find(Key) is not { } node) return layer;
        if (node is not ConfigSection sweep) throw node.Refused("a section, sweep { \"local.steps\" = [1, 5] }");
        var flat = ConfigSection.Empty(sweep.Source, sweep.Path);
        foreach (var (keys, values) in Overrides.Leaves(sweep, []))
        {
            // A quoted key is itself a path.
            var path = ConfigPath.Split(string.Join('.', keys)) ?? throw values.Refused(
                "the path of a setting, such as local.steps, with its values");
            string setting = string.Join('.', ConfigPath.WithoutRoot(path));
            if (flat.Find(setting) is not null)
                throw new SpecificationException($"{values.Source}: {sweep.Path}", $"{setting} twice", "every setting once");
            flat = flat.With(setting, At(values, ConfigPath.Join(sweep.Path, setting.Split('.'))));
        }

        return layer.With(Key, flat);
    }

    /// <summary>The swept settings of a normalised layer.</summary>
    public static ImmutableArray<SweepAxis> Axes(ConfigSection layer) => layer.Find(Key) is not ConfigSection sweep
        ? []
        : [.. sweep.Entries.Select(entry => new SweepAxis(entry.Key, [.. Values(entry.Key, entry.Value).Select(value => value.Value)]))];

    /// <summary>The grid of a normalised layer, the last axis varying fastest; one empty point without a sweep.</summary>
    public static IEnumerable<ImmutableArray<(string Setting, ConfigText Value)>> Points(ConfigSection layer)
    {
        IEnumerable<ImmutableArray<(string, ConfigText)>> points = [[]];
        if (layer.Find(Key) is not ConfigSection sweep) return points;
        return sweep.Entries.Aggregate(points, (grid, entry) =>
            grid.SelectMany(point => Values(entry.Key, entry.Value).Select(value => point.Add((entry.Key, value)))));
    }

    /// <summary>A point as a layer of settings.</summary>
    public static ConfigSection AsLayer(ImmutableArray<(string Setting, ConfigText Value)> point) => point.Aggregate(
        ConfigSection.Empty("", $"{ConfigPath.Root}.{Key}"),
        (layer, entry) => layer.Under((ConfigSection)Overrides.Nest(entry.Setting.Split('.'), entry.Value, layer.Path)));

    private static ImmutableArray<ConfigText> Values(string setting, ConfigNode node)
    {
        if (ExperimentHeader.Keys.Contains(setting.Split('.')[0]))
            throw new SpecificationException(node.Subject, setting, "a setting of a run");
        if (node is not ConfigList { Items.Length: > 0 } list) throw node.Refused(AcceptedValues);
        var values = list.Items.OfType<ConfigText>().ToImmutableArray();
        bool isDistinct = values.Select(value => value.Value).Distinct().Count() == values.Length;
        return values.Length == list.Items.Length && isDistinct ? values : throw node.Refused(AcceptedValues);
    }

    private static ConfigNode At(ConfigNode node, string path) => node is ConfigList list
        ? list with { Path = path, Items = [.. list.Items.Select(item => item with { Path = path })] }
        : node with { Path = path };
}
