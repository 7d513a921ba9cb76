namespace FedPG.Architecture.Tests.Namespaces;

/// <summary>Groups of nodes of a graph of which each reaches every other one (strongly connected components, by Tarjan's
/// algorithm).</summary>
internal sealed class Rings
{
    private readonly IReadOnlyDictionary<string, SortedSet<string>> _references;
    private readonly Dictionary<string, (int Index, int Low)> _visited = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = [];
    private readonly List<string> _found = [];

    private Rings(IReadOnlyDictionary<string, SortedSet<string>> references) => _references = references;

    /// <summary>Each ring as its members in order, separated by blanks.</summary>
    public static IReadOnlyList<string> In(IReadOnlyDictionary<string, SortedSet<string>> references)
    {
        var search = new Rings(references);
        foreach (string node in references.Keys.Where(node => !search._visited.ContainsKey(node))) search.Visit(node);
        return [.. search._found.Order(StringComparer.Ordinal)];
    }

    private int Visit(string node)
    {
        int index = _visited.Count, low = index;
        _visited[node] = (index, low);
        _open.Push(node);
        foreach (string next in _references.GetValueOrDefault(node) ?? [])
        {
            if (!_visited.TryGetValue(next, out var known)) low = Math.Min(low, Visit(next));
            else if (_open.Contains(next)) low = Math.Min(low, known.Index);
        }

        if (low == index) Close(node);
        return low;
    }

    private void Close(string first)
    {
        var members = new SortedSet<string>(StringComparer.Ordinal);
        string member;
        do members.Add(member = _open.Pop());
        while (member != first);
        if (members.Count > 1) _found.Add(string.Join(' ', members));
    }
}
