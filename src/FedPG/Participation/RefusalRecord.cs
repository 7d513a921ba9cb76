namespace FedPG.Participation;

/// <summary>Drops agents for good whose updates are refused three times in a row: nothing that they send can be averaged.</summary>
internal sealed class RefusalRecord(int agents)
{
    /// <summary>The number of consecutive refusals after which an agent is dropped.</summary>
    public const int Limit = 3;

    private readonly Dictionary<int, int> _inARow = [];

    /// <summary>The number of dropped agents.</summary>
    public int GoneCount { get; private set; }

    /// <summary>Whether an agent was dropped.</summary>
    public bool IsGone(int agent) => GoneCount > 0 && _inARow.GetValueOrDefault(agent) >= Limit;

    /// <summary>Each agent whose last update was refused, with the number of its consecutive refusals, by agent.</summary>
    internal IEnumerable<(int Agent, int Refusals)> Counts => _inARow.Select(entry => (entry.Key, entry.Value)).Order();

    /// <summary>Restores the count of an agent.</summary>
    internal void Restore(int agent, int refusals)
    {
        _inARow.Add(agent, refusals);
        if (refusals >= Limit) GoneCount++;
    }

    /// <summary>Records the refusals of a round. The count of an agent that trained in it without being refused restarts at 0.</summary>
    /// <param name="refused">The agents whose updates were refused.</param>
    /// <param name="trained">Whether an agent trained in that round.</param>
    public void Record(IReadOnlyList<int> refused, Func<int, bool> trained)
    {
        if (refused.Count == 0 && _inARow.Count == 0) return;
        foreach (int agent in _inARow.Keys.Where(agent => !IsGone(agent) && trained(agent) && !refused.Contains(agent)).ToList())
        {
            _inARow.Remove(agent);
        }

        foreach (int agent in refused)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)agent, (uint)agents, nameof(refused));
            int inARow = _inARow[agent] = _inARow.GetValueOrDefault(agent) + 1;
            if (inARow == Limit) GoneCount++;
        }
    }
}
