namespace FedPG.Participation;

/// <summary>Agents whose updates are refused three times in a row are dropped for good: nothing they send can be averaged.</summary>
public sealed class RefusalRecord(int agents)
{
    /// <summary>How many refusals in a row an agent is dropped after.</summary>
    public const int Limit = 3;

    private readonly Dictionary<int, int> _inARow = [];

    /// <summary>How many agents were dropped.</summary>
    public int GoneCount { get; private set; }

    /// <summary>Whether an agent was dropped.</summary>
    public bool IsGone(int agent) => GoneCount > 0 && _inARow.GetValueOrDefault(agent) >= Limit;

    /// <summary>Notes the refusals of a round; whoever trained in it without being refused starts over.</summary>
    /// <param name="refused">Whose updates were refused.</param>
    /// <param name="trained">Who trained in that round.</param>
    public void Note(IReadOnlyList<int> refused, Func<int, bool> trained)
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
