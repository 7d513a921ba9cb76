using System.Globalization;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Options;

namespace FedPG.Federation;

/// <content>Aggregators.</content>
public sealed partial class FederationCatalogue
{
    private const string Setting = "server.aggregator";

    /// <summary>
    /// Creates the aggregator that a specification names. An algorithm without a federation has one update, and its aggregator is the mean.
    /// </summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The run's algorithm.</param>
    /// <exception cref="SpecificationException">No aggregator has that name, or its options or its size do not fit the run.</exception>
    public IAggregator CreateAggregator(FederationSpecification specification, IFederatedAlgorithm algorithm)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentNullException.ThrowIfNull(algorithm);
        bool isNamed = algorithm.IsFederated || !_entries.Aggregators.ContainsKey(specification.Aggregator);
        string name = isNamed ? specification.Aggregator : "mean";
        var aggregator = CreateAggregator(Setting, name, specification, algorithm.Participants);
        if (algorithm.IsFederated) aggregator = UnderAttack(specification, aggregator);
        long length = aggregator.Length(algorithm.UpdateLength, algorithm.Participants);
        if (length <= Array.MaxLength) return aggregator;
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"'{name}', which keeps {length} numbers for {algorithm.Participants} updates of {algorithm.UpdateLength}");
        throw new SpecificationException(Setting, found, string.Create(CultureInfo.InvariantCulture, $"at most {Array.MaxLength} numbers"));
    }

    /// <summary>Returns this catalogue with one more aggregator.</summary>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the aggregator.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public FederationCatalogue WithAggregator(string name, Func<IAggregator> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithAggregator(name, (ExtensionOptions _, AggregatorContext _) => create());
    }

    /// <summary>Returns this catalogue with one more aggregator, with options of its own in the section <c>fedpg.server.NAME</c>.</summary>
    /// <typeparam name="TOptions">
    /// The options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.
    /// </typeparam>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the aggregator with its options.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the name or the type of the options is taken.</exception>
    public FederationCatalogue WithAggregator<TOptions>(string name, Func<TOptions, IAggregator> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithAggregator<TOptions>(name, (options, _) => create(options));
    }

    /// <summary>
    /// Returns this catalogue with one more aggregator that depends on the number of updates or wraps another aggregator of the catalogue,
    /// with options of its own in the section <c>fedpg.server.NAME</c>.
    /// </summary>
    /// <typeparam name="TOptions">
    /// The options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.
    /// </typeparam>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">
    /// Creates the aggregator with its options; throws <see cref="SpecificationException"/> if they do not fit the number of updates.
    /// </param>
    /// <exception cref="ArgumentException">The name is not valid, or the name or the type of the options is taken.</exception>
    public FederationCatalogue WithAggregator<TOptions>(string name, Func<TOptions, AggregatorContext, IAggregator> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithSection<TOptions>(ExtensionKind.Aggregator, name)
            .WithAggregator(name, (ExtensionOptions options, AggregatorContext context) => create(options.Get<TOptions>(), context));
    }

    private FederationCatalogue WithAggregator(string name, Func<ExtensionOptions, AggregatorContext, IAggregator> create) =>
        new(_entries with { Aggregators = _entries.Aggregators.Add(New(name, Aggregators), create) });

    private IAggregator CreateAggregator(string setting, string name, FederationSpecification specification, int updates) =>
        _entries.Aggregators.TryGetValue(name, out var create)
            ? create(
                specification.Extensions,
                new AggregatorContext(
                    updates, specification.Local, (key, inner, number) => CreateAggregator(key, inner, specification, number)))
            : throw new SpecificationException(setting, $"'{name}'", string.Join(", ", Aggregators));
}
