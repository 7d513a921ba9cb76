using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration;

/// <summary>Names of runs: unique, and valid as folders on any file system.</summary>
internal sealed class RunNames
{
    // File systems allow 255 bytes; this leaves room for suffixes.
    private const int Longest = 150;

    // On case-insensitive file systems, names that differ only in case would share a folder.
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A free name for the variant's runs, to which <c>-seedN</c> is appended.</summary>
    public string Take(string variant, IEnumerable<string> point)
    {
        string name = Safe(string.Join('-', [variant, .. point]));
        string free = name;
        for (int i = 2; !_taken.Add(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        return free;
    }

    /// <summary>The point as labels, <c>SETTING=VALUE</c> each.</summary>
    public static ImmutableArray<string> Describe(ImmutableArray<(string Setting, ConfigText Value)> point) =>
        [.. point.Select(entry => $"{entry.Setting}={Shown(entry.Setting, entry.Value.Value)}")];

    /// <summary>A swept value in a label: for a path, the file's name only.</summary>
    public static string Shown(string setting, string value) => OneLine.Of(Layers.IsPath(setting) ? Path.GetFileName(value) : value);

    private static string Safe(string name)
    {
        string safe = new([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '=' or '+' ? c : '_')]);
        if (safe[0] is '.' or '-') safe = $"_{safe[1..]}";
        return safe.Length <= Longest ? safe : safe[..Longest];
    }
}
