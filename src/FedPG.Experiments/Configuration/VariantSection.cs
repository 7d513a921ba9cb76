using System.Collections.Immutable;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration;

/// <summary>The section <c>variants</c>: named layers over the experiment's settings, each with an optional sweep of its own.</summary>
internal static class VariantSection
{
    private const string Key = "variants";
    private const int LongestName = 60;

    /// <summary>The variants in file order.</summary>
    public static ImmutableArray<(string Name, ConfigSection Layer)> Read(ConfigSection layer)
    {
        if (layer.Find(Key) is not { } node) return [];
        if (node is not ConfigSection variants) throw node.Refused("a section, variants { NAME { … } }");
        return [.. variants.Entries.Select(entry => (CheckName(entry.Key, entry.Value), CheckLayer(entry.Value)))];
    }

    /// <summary>The layer with only the named variants, in file order.</summary>
    /// <param name="layer">Keys of <c>fedpg</c>.</param>
    /// <param name="names">The variants to keep; empty for all.</param>
    /// <param name="file">The experiment file, for the error about an unknown name.</param>
    public static ConfigSection Select(ConfigSection layer, IReadOnlyList<string> names, string file)
    {
        if (names.Count == 0) return layer;
        string[] known = [.. Read(layer).Select(variant => variant.Name)];
        foreach (string name in names.Where(name => !known.Contains(name)))
        {
            throw new SpecificationException(
                $"--variant {OneLine.Of(name)}: {file} has no such variant; "
                + (
                    known.Length == 0
                        ? "it has no variants"
                        : $"the nearest is {NearestName.To(name, known)} (of {string.Join(", ", known)})"));
        }

        var variants = (ConfigSection)layer.Find(Key)!;
        return layer.With(Key, variants with { Entries = variants.Entries.RemoveAll(entry => !names.Contains(entry.Key)) });
    }

    private static string CheckName(string name, ConfigNode node)
    {
        bool isName = name.Trim().Length > 0 && name.Length <= LongestName
            && !name.Any(c => char.IsControl(c) || c is '"' or '\\' or '\u2028' or '\u2029');
        if (isName) return name;
        throw new SpecificationException(
            node.Subject, $"the name '{OneLine.Of(name)}'", $"a name of at most {LongestName} characters without quotes and backslashes");
    }

    private static ConfigSection CheckLayer(ConfigNode node)
    {
        if (node is not ConfigSection layer) throw node.Refused("a section, NAME { … }, with settings that differ");
        string[] shared = [.. ExperimentHeader.Keys.Where(key => key != "sweep")];
        foreach (string key in shared)
        {
            if (layer.Find(key) is { } forbidden)
                throw new SpecificationException(forbidden.Subject, key, $"any key of fedpg but {NameList.Or(shared)}");
        }

        return layer;
    }
}
