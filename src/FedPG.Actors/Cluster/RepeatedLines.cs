using System.Text.RegularExpressions;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Which lines of a log are news: a peer that tries again every second would fill the log with one line. Numbers in a line do not count.
/// </summary>
/// <param name="interval">How long the same line is no news.</param>
internal sealed partial class RepeatedLines(TimeSpan interval)
{
    private const int Most = 256;

    private readonly Dictionary<string, DateTime> _shown = [];

    /// <summary>Whether to show a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="now">When it came.</param>
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
