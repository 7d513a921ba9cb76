using System.Text.RegularExpressions;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Suppresses repeated log lines: a peer that retries every second would fill the log with one line. Lines that differ only in numbers
/// count as equal.
/// </summary>
/// <param name="interval">How long a repeated line is suppressed.</param>
internal sealed partial class RepeatedLines(TimeSpan interval)
{
    private const int Most = 256;

    private readonly Dictionary<string, DateTime> _shown = [];

    /// <summary>Whether to log a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="now">The time of the line.</param>
    public bool IsNews(string line, DateTime now)
    {
        string key = Number().Replace(line, "#");
        if (_shown.TryGetValue(key, out var last) && now - last < interval) return false;
        if (_shown.Count >= Most) _shown.Clear();
        _shown[key] = now;
        return true;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
