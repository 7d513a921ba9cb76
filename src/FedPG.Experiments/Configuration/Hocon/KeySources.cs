namespace FedPG.Experiments.Configuration.Hocon;

/// <summary>The file that sets each key, where a file includes others: the last one that does.</summary>
/// <param name="file">The outermost file, for messages.</param>
internal sealed class KeySources(string file)
{
    private readonly Dictionary<string, string> _included = new(StringComparer.Ordinal);
    private bool _includesOthers;

    /// <summary>The outermost file.</summary>
    public string File => file;

    /// <summary>The outermost file, for what cannot be attributed to one of several files.</summary>
    public string Any => _includesOthers ? $"{file} or a file that it includes" : file;

    /// <summary>Records that a file sets a key.</summary>
    public void Record(string path, string source)
    {
        if (source != file) (_includesOthers, _included[path]) = (true, source);
        else if (_includesOthers) _included.Remove(path);
    }

    /// <summary>The file that sets a key.</summary>
    public string Of(string path) => _included.GetValueOrDefault(path, file);
}
