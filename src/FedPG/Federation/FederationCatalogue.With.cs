using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Federation;

/// <content>What a catalogue has from the beginning, and how a program adds to it.</content>
public sealed partial class FederationCatalogue
{
    /// <summary>What this library has.</summary>
    public static FederationCatalogue Default { get; } = Empty
        .WithAlgorithm("s-fedpg", SFedPG.Create)
        .WithAlgorithm("rs-fedpg", RSFedPG.Create)
        .WithAlgorithm("b-rs-fedpg", BRSFedPG.Create)
        .WithAlgorithm("fedq", FedQ.Create)
        .WithAlgorithm("independent", Independent.Create)
        .WithAlgorithm("centralized", Centralized.Create)
        .WithEnvironment<SyntheticEnvironment>("synthetic")
        .WithEnvironment<ChallengingMdpEnvironment>("challenging-mdp")
        .WithEnvironment<ChallengingGridworldEnvironment>("challenging-gridworld")
        .WithEnvironment<GridworldEnvironment>("gridworld")
        .WithEnvironment<RandomMdpEnvironment>("random-mdp")
        .WithEnvironment<WindyCliffEnvironment>("windy-cliff")
        .WithEnvironment<GarnetEnvironment>("garnet")
        .WithAggregator("mean", () => new MeanAggregator())
        .WithFault("dropout", faults => faults.Dropout.IsOn ? new DropoutFault(faults.Dropout) : null)
        .WithFault("straggler", faults => faults.Straggler.IsOn ? new StragglerFault(faults.Straggler) : null)
        .WithFault("crash", faults => faults.Crash.IsOn ? new CrashFault(faults.Crash) : null);

    private static FederationCatalogue Empty => new(
        ImmutableSortedDictionary.Create<string, Func<FederationSpecification, IFederatedAlgorithm>>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, Func<FederationSpecification, IAggregator>>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, Type>(StringComparer.Ordinal),
        [],
        []);

    /// <summary>This catalogue with one algorithm more.</summary>
    /// <param name="name">Its name, in lower case with hyphens.</param>
    /// <param name="create">Creates it for a specification; throws <see cref="SpecificationException"/> where the settings do not fit.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the catalogue has such an algorithm.</exception>
    public FederationCatalogue WithAlgorithm(string name, Func<FederationSpecification, IFederatedAlgorithm> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new(_algorithms.Add(New(name, _algorithms.Keys), create), _aggregators, Environments, _faults, Sections);
    }

    /// <summary>This catalogue with one algorithm more, which has options of its own: the section <c>fedpg.NAME</c>.</summary>
    /// <typeparam name="TOptions">Its options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.</typeparam>
    /// <param name="name">Its name, in lower case with hyphens.</param>
    /// <param name="create">Creates it for a specification and its options.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the catalogue has such an algorithm or options of that type.</exception>
    public FederationCatalogue WithAlgorithm<TOptions>(string name, Func<FederationSpecification, TOptions, IFederatedAlgorithm> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithSection<TOptions>(ExtensionKind.Algorithm, name)
            .WithAlgorithm(name, specification => create(specification, specification.Extensions.Get<TOptions>()));
    }

    /// <summary>This catalogue with one environment more; its settings stand under <c>fedpg.environment</c>.</summary>
    /// <typeparam name="TDefinition">Its definition, whose properties are the settings.</typeparam>
    /// <param name="name">Its name, in lower case with hyphens.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the catalogue has such an environment.</exception>
    public FederationCatalogue WithEnvironment<TDefinition>(string name)
        where TDefinition : IEnvironmentDefinition, new() =>
        new(_algorithms, _aggregators, Environments.Add(New(name, Environments.Keys), typeof(TDefinition)), _faults, Sections);

    /// <summary>This catalogue with one aggregator more.</summary>
    /// <param name="name">Its name, in lower case with hyphens.</param>
    /// <param name="create">Creates it.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the catalogue has such an aggregator.</exception>
    public FederationCatalogue WithAggregator(string name, Func<IAggregator> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithAggregator(name, (FederationSpecification _) => create());
    }

    /// <summary>This catalogue with one aggregator more, which has options of its own: the section <c>fedpg.server.NAME</c>.</summary>
    /// <typeparam name="TOptions">Its options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.</typeparam>
    /// <param name="name">Its name, in lower case with hyphens.</param>
    /// <param name="create">Creates it with its options.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the catalogue has such an aggregator or options of that type.</exception>
    public FederationCatalogue WithAggregator<TOptions>(string name, Func<TOptions, IAggregator> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithSection<TOptions>(ExtensionKind.Aggregator, name)
            .WithAggregator(name, (FederationSpecification specification) => create(specification.Extensions.Get<TOptions>()));
    }

    /// <summary>This catalogue with one fault of agents more, which applies after the others: the section <c>fedpg.faults.NAME</c>.</summary>
    /// <typeparam name="TOptions">Its options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.</typeparam>
    /// <param name="name">Its name, in lower case with hyphens.</param>
    /// <param name="create">Creates the fault with its options; null where they leave it off.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the catalogue has such a fault or options of that type.</exception>
    public FederationCatalogue WithFault<TOptions>(string name, Func<TOptions, IFault?> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithSection<TOptions>(ExtensionKind.Fault, name).WithFault(name, (FaultOptions faults) => create(faults.Extensions.Get<TOptions>()));
    }

    private FederationCatalogue WithAggregator(string name, Func<FederationSpecification, IAggregator> create) =>
        new(_algorithms, _aggregators.Add(New(name, _aggregators.Keys), create), Environments, _faults, Sections);

    private FederationCatalogue WithFault(string name, Func<FaultOptions, IFault?> create) =>
        new(_algorithms, _aggregators, Environments, _faults.Add((New(name, Faults), create)), Sections);

    private FederationCatalogue WithSection<TOptions>(ExtensionKind kind, string name) => Sections.Any(section => section.Options == typeof(TOptions))
        ? throw new ArgumentException($"The options {typeof(TOptions)} belong to another extension already: give '{name}' a type of its own.", nameof(name))
        : new(_algorithms, _aggregators, Environments, _faults, Sections.Add(new ExtensionSection(kind, name, typeof(TOptions))));

    private static string New(string name, IEnumerable<string> taken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!ValidName().IsMatch(name)) throw new ArgumentException($"'{name}' is not a name in lower case with hyphens, such as my-algorithm.", nameof(name));
        return taken.Contains(name) ? throw new ArgumentException($"The catalogue has '{name}' already.", nameof(name)) : name;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex ValidName();
}
