using System.Collections.Immutable;

namespace FedPG.Federation;

/// <summary>The parameters of the rounds that somebody may still train from.</summary>
public sealed class BroadcastHistory
{
    private readonly SortedDictionary<int, ImmutableArray<double>> _parameters = [];

    /// <summary>What a round broadcast.</summary>
    public ImmutableArray<double> this[int round] => _parameters[round];

    /// <summary>Adds a round's broadcast and forgets those before <paramref name="oldest"/>.</summary>
    public void Add(int round, ImmutableArray<double> parameters, int oldest)
    {
        _parameters[round] = parameters;
        while (_parameters.First() is { Key: var first } && first < oldest) _parameters.Remove(first);
    }
}
