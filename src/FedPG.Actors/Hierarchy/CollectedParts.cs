using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.Federation;

namespace FedPG.Actors.Hierarchy;

/// <summary>The accepted parts of the open round: partial aggregates, refused updates and the states of agents.</summary>
/// <param name="aggregator">Merges partial aggregates.</param>
/// <param name="participants">The number of agents.</param>
internal sealed class CollectedParts(IAggregator aggregator, int participants)
{
    private readonly AggregateTree _tree = new(aggregator, participants);
    private readonly List<int> _refused = [];
    private readonly List<AgentState> _states = [];

    /// <summary>Forgets all parts.</summary>
    public void Clear()
    {
        _tree.Clear();
        _refused.Clear();
        _states.Clear();
    }

    /// <summary>Adds a part with what its update says about the part's agents.</summary>
    public void Add(NodeUpdate update, in PartialAggregate part)
    {
        _tree.Add(part);
        foreach (int agent in update.Refused)
        {
            if (agent >= part.First && agent < part.End) _refused.Add(agent);
        }

        foreach (var state in update.States)
        {
            if (state.Agent >= part.First && state.Agent < part.End) _states.Add(state);
        }
    }

    /// <summary>Closes the round with all parts.</summary>
    /// <returns>The outcome; null if the round has another phase.</returns>
    public RoundOutcome? Close(OpenRound round)
    {
        ImmutableArray<int> refused = _refused.Count == 0 ? [] : [.. _refused.Order()];
        return round.Close(_tree.Close(), refused, _states);
    }
}
