using System.Collections.Immutable;
using System.Reflection;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Asynchrony;
using FedPG.Byzantine;
using FedPG.Control;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Formats;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Policies;
using FedPG.Server;

namespace FedPG.Federation;

/// <summary>
/// The algorithms, environments, estimators, policies, aggregators, optimisers, modes, faults and attacks that specifications and
/// experiment files can name. Immutable: a program adds its own to <see cref="Default"/> and passes the result to its runtimes, its
/// host or the tool.
/// </summary>
public sealed partial class FederationCatalogue
{
    private readonly Entries _entries;

    private FederationCatalogue(Entries entries) => _entries = entries;

    /// <summary>The names of the algorithms, sorted.</summary>
    public IReadOnlyList<string> Algorithms => [.. _entries.Algorithms.Keys];

    /// <summary>The names of the aggregators, sorted.</summary>
    public IReadOnlyList<string> Aggregators => [.. _entries.Aggregators.Keys];

    /// <summary>The names of the server's optimisers, <c>none</c> first, then sorted.</summary>
    public IReadOnlyList<string> Optimizers => [FederationSpecification.NoOptimizer, .. _entries.Optimizers.Keys];

    /// <summary>The names of the faults of agents, in the order in which they apply to an agent's round.</summary>
    public IReadOnlyList<string> Faults => [.. _entries.Faults.Select(fault => fault.Name)];

    /// <summary>The definition type of each environment by name; its properties are the environment's settings.</summary>
    public ImmutableSortedDictionary<string, Type> Environments => _entries.Environments;

    /// <summary>The file formats of finite processes, in the order in which they are asked whether a file is theirs.</summary>
    public ImmutableArray<IMdpFormat> Formats => _entries.Formats;

    /// <summary>The options of extensions, each with its section of an experiment file.</summary>
    public ImmutableArray<ExtensionSection> Sections => _entries.Sections;

    /// <summary>Creates the algorithm that a specification names, with the server's optimiser if there is one.</summary>
    /// <exception cref="SpecificationException">
    /// No algorithm or optimiser has that name, a setting is out of range, or the settings do not fit the environments.
    /// </exception>
    public IFederatedAlgorithm CreateAlgorithm(FederationSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        specification = specification with { Estimators = Estimators, Families = Families };
        specification.Validate();
        if (!_entries.Algorithms.TryGetValue(specification.Algorithm, out var create))
            throw new SpecificationException("algorithm", $"'{specification.Algorithm}'", string.Join(", ", Algorithms));
        var algorithm = UnderAttack(specification, create);
        if (specification.Environments is ControlEnvironments && algorithm.FeaturePolicies is null)
            throw new SpecificationException("environment", "continuous states", $"finitely many states with {algorithm.Name}");
        if (specification.Mode != ServerOptions.Synchronous && algorithm.IsFederated) algorithm = InMode(specification, algorithm);
        if (specification.Optimizer == FederationSpecification.NoOptimizer) return algorithm;
        return _entries.Optimizers.TryGetValue(specification.Optimizer, out var optimizer)
            ? new OptimizedAlgorithm(algorithm, optimizer(specification))
            : throw new SpecificationException("server.optimizer", $"'{specification.Optimizer}'", string.Join(", ", Optimizers));
    }

    /// <summary>
    /// Creates the participation for some options: everyone, a model of the faults that are on, or a mode without synchronous rounds.
    /// </summary>
    /// <exception cref="SpecificationException">
    /// No mode has that name, a setting is out of range, or settings do not fit the mode.
    /// </exception>
    public IParticipation CreateParticipation(ServerOptions server, FaultOptions faults)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(faults);
        if (server.Mode != ServerOptions.Synchronous) return CreateAsynchronous(server, faults);
        var agents = _entries.Faults.Select(fault => fault.Create(faults)).OfType<IFault>().ToList();
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
            Beyond("estimator", Estimators.Names, Default.Estimators.Names),
            Beyond("fault", Faults, Default.Faults),
            Beyond("mode", Modes, Default.Modes),
            Beyond("optimizer", Optimizers, Default.Optimizers),
            Beyond("policy", Families.Names, Default.Families.Names),
        }.SelectMany(kind => kind),
    ];

    private static IEnumerable<string> Beyond(string kind, IEnumerable<string> names, IEnumerable<string> known) =>
        names.Except(known).Order(StringComparer.Ordinal).Select(name => $"{kind} {name}");

    /// <summary>The assemblies, other than the product's, that nodes of a cluster need the same build of.</summary>
    internal IEnumerable<Assembly> Builds => _entries.Builds
        .Concat(Environments.Values.Where(IsBuiltByNodes).Concat(Sections.Select(section => section.Options)).Select(type => type.Assembly))
        .Where(assembly => ProductOf(assembly) != ProductOf(typeof(FederationCatalogue).Assembly)).Distinct();

    /// <summary>The product and version of an assembly.</summary>
    private static (string? Product, string? Version) ProductOf(Assembly assembly) => (
        assembly.GetCustomAttribute<AssemblyProductAttribute>()?.Product,
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', 2)[0]);

    /// <summary>Whether each node of a cluster builds the environments of a family: finite ones are sent as tables.</summary>
    internal static bool IsBuiltByNodes(Type family) => !family.IsAssignableTo(typeof(IEnvironmentDefinition));

    /// <summary>This catalogue, to which an assembly has added.</summary>
    internal FederationCatalogue With(Assembly build) => new(_entries with { Builds = _entries.Builds.Add(build) });

    /// <summary>What a catalogue holds: one property per kind.</summary>
    private sealed record Entries
    {
        public ImmutableArray<Assembly> Builds { get; init; } = [];

        public ImmutableSortedDictionary<string, Func<FederationSpecification, IFederatedAlgorithm>> Algorithms { get; init; } =
            ImmutableSortedDictionary.Create<string, Func<FederationSpecification, IFederatedAlgorithm>>(StringComparer.Ordinal);

        public ImmutableSortedDictionary<string, Func<ExtensionOptions, AggregatorContext, IAggregator>> Aggregators { get; init; } =
            ImmutableSortedDictionary.Create<string, Func<ExtensionOptions, AggregatorContext, IAggregator>>(StringComparer.Ordinal);

        public ImmutableSortedDictionary<string, Func<ExtensionOptions, IByzantineAttack>> Attacks { get; init; } =
            ImmutableSortedDictionary.Create<string, Func<ExtensionOptions, IByzantineAttack>>(StringComparer.Ordinal);

        public ImmutableSortedDictionary<string, Type> Environments { get; init; } =
            ImmutableSortedDictionary.Create<string, Type>(StringComparer.Ordinal);

        public EstimatorCatalogue Estimators { get; init; } = EstimatorCatalogue.Default;

        public PolicyCatalogue Families { get; init; } = PolicyCatalogue.Default;

        public ImmutableArray<(string Name, Func<FaultOptions, IFault?> Create)> Faults { get; init; } = [];

        public ImmutableArray<IMdpFormat> Formats { get; init; } = [];

        public ImmutableArray<object> Further { get; init; } = [];

        public ImmutableSortedDictionary<string, Func<ExtensionOptions, IServerMode>> Modes { get; init; } =
            ImmutableSortedDictionary.Create<string, Func<ExtensionOptions, IServerMode>>(StringComparer.Ordinal);

        public ImmutableSortedDictionary<string, Func<FederationSpecification, IServerOptimizer>> Optimizers { get; init; } =
            ImmutableSortedDictionary.Create<string, Func<FederationSpecification, IServerOptimizer>>(StringComparer.Ordinal);

        public ImmutableArray<ExtensionSection> Sections { get; init; } = [];
    }
}

/// <summary>The options of an extension.</summary>
/// <param name="Kind">The kind of the extension, which decides where its section is.</param>
/// <param name="Name">The name of the extension and of its section.</param>
/// <param name="Options">The type whose properties are the keys.</param>
public sealed record ExtensionSection(ExtensionKind Kind, string Name, Type Options);
