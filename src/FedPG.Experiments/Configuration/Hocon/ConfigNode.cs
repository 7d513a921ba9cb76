using System.Collections.Immutable;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration.Hocon;

/// <summary>A node of the configuration, which keeps its source and key through merging.</summary>
/// <param name="Source">The file, or the command-line option.</param>
/// <param name="Path">The full key, e.g. <c>fedpg.local.steps</c>.</param>
internal abstract record ConfigNode(string Source, string Path)
{
    /// <summary>The start of an error line.</summary>
    public string Subject => $"{Source}: {Path}";

    /// <summary>What the user wrote, on one line.</summary>
    public abstract string Found { get; }

    /// <summary>A value or a list as readable text; empty for a section.</summary>
    public string Words() => this switch
    {
        ConfigText text => text.Value,
        ConfigList list => $"[{string.Join(", ", list.Items.Select(item => item.Words()))}]",
        _ => "",
    };

    public SpecificationException Refused(string accepted) => new(Subject, Found, accepted);
}

/// <summary>A scalar value, without quotes.</summary>
internal sealed record ConfigText(string Source, string Path, string Value) : ConfigNode(Source, Path)
{
    public override string Found => Value.Length == 0 ? "an empty string" : OneLine.Of(Value);
}

/// <summary>A list.</summary>
internal sealed record ConfigList(string Source, string Path, ImmutableArray<ConfigNode> Items) : ConfigNode(Source, Path)
{
    public override string Found =>
        Items.IsEmpty ? "an empty list" : OneLine.Of($"[{string.Join(", ", Items.Select(item => item.Found))}]");
}

/// <summary>Keys and values in the order they were written.</summary>
internal sealed record ConfigSection(string Source, string Path, ImmutableArray<KeyValuePair<string, ConfigNode>> Entries)
    : ConfigNode(Source, Path)
{
    public override string Found =>
        Entries.IsEmpty ? "an empty section" : OneLine.Of($"a section {{ {string.Join(", ", Entries.Select(e => e.Key))} }}");

    public static ConfigSection Empty(string source, string path) => new(source, path, []);

    public ConfigNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key).Value;

    /// <summary>The node at a path of keys, or null.</summary>
    public ConfigNode? Find(IEnumerable<string> keys) =>
        keys.Aggregate((ConfigNode?)this, (node, key) => (node as ConfigSection)?.Find(key));

    /// <summary>This section with a key set; a new key goes last.</summary>
    public ConfigSection With(string key, ConfigNode node)
    {
        for (int i = 0; i < Entries.Length; i++)
        {
            if (Entries[i].Key == key) return this with { Entries = Entries.SetItem(i, new(key, node)) };
        }

        return this with { Entries = Entries.Add(new(key, node)) };
    }

    public ConfigSection Without(params IReadOnlyCollection<string> keys) =>
        this with { Entries = Entries.RemoveAll(entry => keys.Contains(entry.Key)) };

    /// <summary>This section overlaid with another: sections merge, everything else is replaced.</summary>
    public ConfigSection Under(ConfigSection upper) => upper.Entries.Aggregate(this, (merged, entry) =>
        merged.With(
            entry.Key,
            merged.Find(entry.Key) is ConfigSection below && entry.Value is ConfigSection above ? below.Under(above) : entry.Value));
}
