using System.Collections.Immutable;
using FedPG.Aggregation;
using FedPG.Federation;

namespace FedPG.TestKit.Recording;

/// <summary>An aggregator whose partial aggregates list their agents: the agents' numbers follow those of the inner aggregator.</summary>
internal sealed class RecordingAggregator(IAggregator inner) : IAggregator
{
    private ImmutableArray<int> _averaged = [];

    /// <summary>The agents whose updates are in the last average, in the order of the tree.</summary>
    public ImmutableArray<int> AveragedIn(RoundOutcome outcome) => outcome.Participants == 0 ? [] : _averaged;

    public long Length(int parameters, int updates) => inner.Length(parameters, updates) + updates;

    public bool HasLength(in PartialAggregate part, int parameters) =>
        part.Numbers?.Length >= part.Updates && inner.HasLength(Inner(part), parameters);

    public double[] Lift(in PartialAggregate update) => [.. inner.Lift(update), update.Index];

    public double[] Merge(in PartialAggregate left, in PartialAggregate right)
    {
        double[] agents = [.. Agents(left), .. Agents(right)];
        return [.. inner.Merge(Inner(left), Inner(right)), .. agents];
    }

    public double[] Complete(in PartialAggregate root, in AggregationRound round)
    {
        _averaged = [.. Agents(root).ToArray().Select(agent => (int)agent)];
        return inner.Complete(Inner(root), round);
    }

    private static ReadOnlySpan<double> Agents(in PartialAggregate part) => part.Numbers.AsSpan(part.Numbers!.Length - part.Updates);

    private static PartialAggregate Inner(in PartialAggregate part) => part with { Numbers = part.Numbers![..^part.Updates] };
}
