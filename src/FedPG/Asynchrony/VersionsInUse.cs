using System.Collections.Immutable;

namespace FedPG.Asynchrony;

/// <summary>The rounds whose broadcasts trainings under way have begun from, with the number of these trainings.</summary>
internal sealed class VersionsInUse
{
    private readonly Dictionary<int, int> _trainings = [];
    private readonly List<int> _rounds = [];

    /// <summary>The rounds in order.</summary>
    public ImmutableArray<int> Rounds => [.. _rounds];

    /// <summary>Counts a training that begins from the broadcast of a round.</summary>
    public void Add(int round)
    {
        int trainings = _trainings[round] = _trainings.GetValueOrDefault(round) + 1;
        if (trainings == 1) _rounds.Insert(~_rounds.BinarySearch(round), round);
    }

    /// <summary>Counts a training less.</summary>
    public void Remove(int round)
    {
        if (--_trainings[round] > 0) return;
        _trainings.Remove(round);
        _rounds.RemoveAt(_rounds.BinarySearch(round));
    }

    /// <summary>Forgets all trainings.</summary>
    public void Clear()
    {
        _trainings.Clear();
        _rounds.Clear();
    }
}
