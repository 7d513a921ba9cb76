using System.Collections.Immutable;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Byzantine;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Federation;

/// <summary>
/// The algorithms, environments, aggregators, faults and attacks that specifications and experiment files can name. Immutable: a program
/// adds its own to <see cref="Default"/> and passes the result to its runtimes, its host or the tool.
/// </summary>
public sealed partial class FederationCatalogue
{
    private readonly ImmutableSortedDictionary<string, Func<FederationSpecification, IFederatedAlgorithm>> _algorithms;
    private readonly ImmutableSortedDictionary<string, Func<ExtensionOptions, AggregatorContext, IAggregator>> _aggregators;
    private readonly ImmutableArray<(string Name, Func<FaultOptions, IFault?> Create)> _faults;
    private readonly ImmutableSortedDictionary<string, Func<ExtensionOptions, IByzantineAttack>> _attacks;

    private FederationCatalogue(
        ImmutableSortedDictionary<string, Func<FederationSpecification, IFederatedAlgorithm>> algorithms,
        ImmutableSortedDictionary<string, Func<ExtensionOptions, AggregatorContext, IAggregator>> aggregators,
        ImmutableSortedDictionary<string, Type> environments,
        ImmutableArray<(string Name, Func<FaultOptions, IFault?> Create)> faults,
        ImmutableSortedDictionary<string, Func<ExtensionOptions, IByzantineAttack>> attacks,
        ImmutableArray<ExtensionSection> sections)
    {
        (_algorithms, _aggregators, _faults, _attacks) = (algorithms, aggregators, faults, attacks);
        (Environments, Sections) = (environments, sections);
    }

    /// <summary>The names of the algorithms, sorted.</summary>
    public IReadOnlyList<string> Algorithms => [.. _algorithms.Keys];

    /// <summary>The names of the aggregators, sorted.</summary>
    public IReadOnlyList<string> Aggregators => [.. _aggregators.Keys];

    /// <summary>The names of the faults of agents, in the order in which they apply to an agent's round.</summary>
    public IReadOnlyList<string> Faults => [.. _faults.Select(fault => fault.Name)];

    /// <summary>The definition type of each environment by name; its properties are the environment's settings.</summary>
    public ImmutableSortedDictionary<string, Type> Environments { get; }

    /// <summary>The options of extensions, each with its section of an experiment file.</summary>
    public ImmutableArray<ExtensionSection> Sections { get; }

    /// <summary>Creates the algorithm that a specification names.</summary>
    /// <exception cref="SpecificationException">
    /// No algorithm has that name, a setting is out of range, or the settings do not fit the environments.
    /// </exception>
    public IFederatedAlgorithm CreateAlgorithm(FederationSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        specification.Validate();
        return _algorithms.TryGetValue(specification.Algorithm, out var create)
            ? UnderAttack(specification, create)
            : throw new SpecificationException("algorithm", $"'{specification.Algorithm}'", string.Join(", ", Algorithms));
    }

    /// <summary>Creates the participation for some options: everyone, or a model of the faults that are on.</summary>
    /// <exception cref="SpecificationException">A setting is out of range.</exception>
    public IParticipation CreateParticipation(ServerOptions server, FaultOptions faults)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(faults);
        var agents = _faults.Select(fault => fault.Create(faults)).OfType<IFault>().ToList();
        return agents.Count == 0 && !faults.Network.IsOn && server.AsksEveryone
            ? FullParticipation.Instance
            : new FaultModel(server, agents, faults.Network);
    }

    /// <summary>The entries that <see cref="Default"/> does not have, e.g. <c>algorithm my-algorithm</c>, sorted.</summary>
    public IReadOnlyList<string> Extensions =>
    [
        .. new[]
        {
            Beyond("aggregator", Aggregators, Default.Aggregators),
            Beyond("algorithm", Algorithms, Default.Algorithms),
            Beyond("attack", Attacks, Default.Attacks),
            Beyond("environment", Environments.Keys, Default.Environments.Keys),
            Beyond("fault", Faults, Default.Faults),
        }.SelectMany(kind => kind),
    ];

    private static IEnumerable<string> Beyond(string kind, IEnumerable<string> names, IEnumerable<string> known) =>
        names.Except(known).Order(StringComparer.Ordinal).Select(name => $"{kind} {name}");
}

/// <summary>The options of an extension.</summary>
/// <param name="Kind">The kind of the extension, which decides where its section is.</param>
/// <param name="Name">The name of the extension and of its section.</param>
/// <param name="Options">The type whose properties are the keys.</param>
public sealed record ExtensionSection(ExtensionKind Kind, string Name, Type Options);
