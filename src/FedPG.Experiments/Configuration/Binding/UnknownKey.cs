using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration.Binding;

/// <summary>The error for an unknown key.</summary>
internal static class UnknownKey
{
    /// <param name="node">The node at the key.</param>
    /// <param name="siblings">The known keys of the same section.</param>
    /// <param name="relative">The key's path, relative to the same root as <paramref name="everywhere"/>.</param>
    /// <param name="everywhere">The paths of all known keys.</param>
    public static SpecificationException At(
        ConfigNode node, IEnumerable<string> siblings, string relative = "", IEnumerable<string>? everywhere = null)
    {
        string key = LastKey(relative.Length > 0 ? relative : node.Path);
        string section = node.Path[..Math.Max(0, node.Path.Length - ConfigPath.Quoted(key).Length)];
        string root = relative.Length > 0 && node.Path.EndsWith(relative, StringComparison.Ordinal)
            ? node.Path[..^relative.Length]
            : section;

        // A key of the same section is the likelier one, so keys of other sections cost one edit more.
        var beside = siblings.Select(name => (Path: section + name, Cost: NearestName.Distance(key, name)));
        var elsewhere = (everywhere ?? []).Select(path => (Path: root + path, Cost: 1 + NearestName.Distance(key, LastKey(path))));
        string? nearest = beside.Concat(elsewhere)
            .OrderBy(candidate => candidate.Cost)
            .Select(candidate => candidate.Path)
            .FirstOrDefault();
        return new SpecificationException(nearest is null
            ? $"{node.Subject}: unknown key; no key is known here"
            : $"{node.Subject}: unknown key; the nearest known one is {nearest}");
    }

    private static string LastKey(string path) => ConfigPath.Split(path) is { } keys ? keys[^1] : path;
}
