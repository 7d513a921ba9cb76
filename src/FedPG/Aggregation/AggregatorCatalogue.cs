using System.Collections.Immutable;

namespace FedPG.Aggregation;

/// <summary>The aggregators an experiment can name.</summary>
public static class AggregatorCatalogue
{
    private static readonly ImmutableSortedDictionary<string, Func<IAggregator>> Factories =
        new Dictionary<string, Func<IAggregator>>
        {
            ["mean"] = () => new MeanAggregator(),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys];

    /// <summary>Creates an aggregator by name.</summary>
    /// <exception cref="SpecificationException">There is none of that name.</exception>
    public static IAggregator Create(string name) => Factories.TryGetValue(name, out var create)
        ? create()
        : throw new SpecificationException("server.aggregator", $"'{name}'", string.Join(", ", Names));
}
