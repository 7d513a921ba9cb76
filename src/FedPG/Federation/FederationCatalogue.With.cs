using System.Text.RegularExpressions;
using FedPG.Aggregation;
using FedPG.Aggregation.Robust;
using FedPG.Algorithms;
using FedPG.Algorithms.DriftCorrection;
using FedPG.Asynchrony;
using FedPG.Byzantine;
using FedPG.Control.Environments;
using FedPG.Environments;
using FedPG.Formats;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Server;

namespace FedPG.Federation;

/// <content>The built-in catalogue, and the methods that add to a catalogue.</content>
public sealed partial class FederationCatalogue
{
    /// <summary>The library's algorithms, environments, estimators, policies, aggregators, optimisers, modes, faults, attacks.</summary>
    public static FederationCatalogue Default { get; } = Empty
        .WithAlgorithm("s-fedpg", SFedPG.Create)
        .WithAlgorithm("rs-fedpg", RSFedPG.Create)
        .WithAlgorithm("b-rs-fedpg", BRSFedPG.Create)
        .WithAlgorithm<FedProxPGOptions>("fedprox-pg", FedProxPG.Create)
        .WithAlgorithm<ScaffoldPGOptions>(ScaffoldPG.Id, ScaffoldPG.Create)
        .WithAlgorithm<FastFedPGOptions>("fast-fedpg", FastFedPG.Create)
        .WithAlgorithm<FedSVRPGMOptions>("fedsvrpg-m", FedSVRPGM.Create)
        .WithAlgorithm<FedPGBROptions>("fedpg-br", FedPGBR.Create)
        .WithAlgorithm("fednpg", FedNpg.Create)
        .WithAlgorithm("proj-pavg", ProjPAvg.Create)
        .WithAlgorithm("qavg", QAvg.Create)
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
        .WithEnvironment<LqrEnvironment>("lqr")
        .WithEnvironment<ChainLqrEnvironment>("chain-lqr")
        .WithEnvironment<BangBangLqrEnvironment>("bang-bang-lqr")
        .WithEnvironment<ProductServoEnvironment>("product-servo")
        .WithEnvironment<BitBanditEnvironment>("bit-bandit")
        .WithEnvironment<CartPoleEnvironment>("cart-pole")
        .WithEnvironment<PendulumEnvironment>("pendulum")
        .WithEnvironment<MountainCarContinuousEnvironment>("mountain-car-continuous")
        .WithEnvironment<AcrobotEnvironment>("acrobot")
        .WithEnvironment<SwimmerEnvironment>("swimmer")
        .WithAggregator("mean", () => new MeanAggregator())
        .WithAggregator("median", () => new Median())
        .WithAggregator<TrimmedMeanOptions>("trimmed-mean", TrimmedMean.Create)
        .WithAggregator<KrumOptions>("krum", Krum.Create)
        .WithAggregator<MultiKrumOptions>("multi-krum", MultiKrum.Create)
        .WithAggregator<GeometricMedianOptions>("geometric-median", options => new GeometricMedian(options))
        .WithAggregator<CenteredClippingOptions>("centered-clipping", options => new CenteredClipping(options))
        .WithAggregator<NormBoundOptions>("norm-bound", options => new NormBound(options))
        .WithAggregator<FedPGFilterOptions>("fedpg-filter", (options, context) => new FedPGFilter(options, context.Local))
        .WithAggregator<MedianOfMeansOptions>("median-of-means", (options, context) => new MedianOfMeans(options, context.Updates))
        .WithAggregator<BucketingOptions>(Bucketing.Name, Bucketing.Create)
        .WithOptimizer<MomentumOptions>("momentum", options => new Momentum(options))
        .WithOptimizer<AdamOptions>("adam", options => new Adam(options))
        .WithOptimizer<YogiOptions>("yogi", options => new Yogi(options))
        .WithOptimizer<AdagradOptions>("adagrad", options => new Adagrad(options))
        .WithMode<AsynchronousOptions>("asynchronous", options => new Asynchronous(options))
        .WithMode<AFedPGOptions>("afedpg", options => new AFedPG(options))
        .WithMode<RennalaOptions>("rennala", options => new Rennala(options))
        .WithMode<MaleniaOptions>("malenia", options => new Malenia(options))
        .WithFault("dropout", faults => faults.Dropout.IsOn ? new DropoutFault(faults.Dropout) : null)
        .WithFault("straggler", faults => faults.Straggler.IsOn ? new StragglerFault(faults.Straggler) : null)
        .WithFault("crash", faults => faults.Crash.IsOn ? new CrashFault(faults.Crash) : null)
        .WithAttack<SignFlipOptions>("sign-flip", options => new SignFlip(options))
        .WithAttack("zero", () => new Zero())
        .WithAttack<NoiseOptions>("noise", options => new Noise(options))
        .WithAttack("reward-flip", () => new RewardFlip())
        .WithAttack("random-action", () => new RandomAction())
        .WithAttack<ALittleIsEnoughOptions>("alie", options => new ALittleIsEnough(options))
        .WithAttack<InnerProductManipulationOptions>("ipm", options => new InnerProductManipulation(options))
        .WithAttack<FedPGAttackOptions>("fedpg-attack", options => new FedPGAttack(options));

    private static FederationCatalogue Empty => new(new Entries());

    /// <summary>Returns this catalogue with one more algorithm.</summary>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">
    /// Creates the algorithm for a specification; throws <see cref="SpecificationException"/> if the settings do not fit.
    /// </param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public FederationCatalogue WithAlgorithm(string name, Func<FederationSpecification, IFederatedAlgorithm> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new(_entries with { Algorithms = _entries.Algorithms.Add(New(name, Algorithms), create) });
    }

    /// <summary>Returns this catalogue with one more algorithm, with options of its own in the section <c>fedpg.NAME</c>.</summary>
    /// <typeparam name="TOptions">
    /// The options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.
    /// </typeparam>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the algorithm for a specification and its options.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the name or the type of the options is taken.</exception>
    public FederationCatalogue WithAlgorithm<TOptions>(string name, Func<FederationSpecification, TOptions, IFederatedAlgorithm> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithSection<TOptions>(ExtensionKind.Algorithm, name)
            .WithAlgorithm(name, specification => create(specification, specification.Extensions.Get<TOptions>()));
    }

    /// <summary>Returns this catalogue with one more environment; its settings are under <c>fedpg.environment</c>.</summary>
    /// <typeparam name="TDefinition">The definition, whose properties are the settings.</typeparam>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public FederationCatalogue WithEnvironment<TDefinition>(string name)
        where TDefinition : IEnvironmentFamily, new() =>
        new(_entries with { Environments = Environments.Add(New(name, Environments.Keys), typeof(TDefinition)) });

    /// <summary>Returns this catalogue with another definition of an environment that it has.</summary>
    internal FederationCatalogue WithReplacedEnvironment<TDefinition>(string name)
        where TDefinition : IEnvironmentFamily, new() =>
        new(_entries with { Environments = Environments.SetItem(name, typeof(TDefinition)) });

    /// <summary>Returns this catalogue with one more optimiser of the server.</summary>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the optimiser.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public FederationCatalogue WithOptimizer(string name, Func<IServerOptimizer> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithOptimizer(name, (FederationSpecification _) => create());
    }

    /// <summary>
    /// Returns this catalogue with one more optimiser of the server, with options of its own in the section <c>fedpg.server.NAME</c>.
    /// </summary>
    /// <typeparam name="TOptions">
    /// The options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.
    /// </typeparam>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the optimiser with its options.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the name or the type of the options is taken.</exception>
    public FederationCatalogue WithOptimizer<TOptions>(string name, Func<TOptions, IServerOptimizer> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithSection<TOptions>(ExtensionKind.Optimizer, name)
            .WithOptimizer(name, (FederationSpecification specification) => create(specification.Extensions.Get<TOptions>()));
    }

    /// <summary>
    /// Returns this catalogue with one more fault of agents, which applies after the others, with options in the section
    /// <c>fedpg.faults.NAME</c>.
    /// </summary>
    /// <typeparam name="TOptions">
    /// The options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.
    /// </typeparam>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the fault with its options; null if they turn it off.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the name or the type of the options is taken.</exception>
    public FederationCatalogue WithFault<TOptions>(string name, Func<TOptions, IFault?> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithSection<TOptions>(ExtensionKind.Fault, name)
            .WithFault(name, (FaultOptions faults) => create(faults.Extensions.Get<TOptions>()));
    }

    /// <summary>
    /// Returns this catalogue with one more file format of finite processes. It is asked before those that the catalogue has, so that it
    /// can claim files that another would take.
    /// </summary>
    /// <param name="format">The format.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public FederationCatalogue WithFormat(IMdpFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Formats.Any(known => known.Name == format.Name)
            ? throw new ArgumentException($"The catalogue has the format '{format.Name}' already.", nameof(format))
            : new(_entries with { Formats = Formats.Insert(0, format) });
    }

    /// <summary>Returns this catalogue with one more format, which is asked after those that the catalogue has.</summary>
    internal FederationCatalogue WithBuiltInFormat(IMdpFormat format) => new(_entries with { Formats = Formats.Add(format) });

    /// <summary>The entries of a kind that another assembly of the product defines, in the order in which they were added.</summary>
    internal IEnumerable<T> Further<T>() => _entries.Further.OfType<T>();

    /// <summary>Returns this catalogue with one more entry of a kind that another assembly of the product defines.</summary>
    internal FederationCatalogue WithFurther<T>(T entry) where T : class => new(_entries with { Further = _entries.Further.Add(entry) });

    private FederationCatalogue WithOptimizer(string name, Func<FederationSpecification, IServerOptimizer> create) =>
        new(_entries with { Optimizers = _entries.Optimizers.Add(New(name, Optimizers), create) });

    private FederationCatalogue WithFault(string name, Func<FaultOptions, IFault?> create) =>
        new(_entries with { Faults = _entries.Faults.Add((New(name, Faults), create)) });

    private FederationCatalogue WithSection<TOptions>(ExtensionKind kind, string name) =>
        Sections.Any(section => section.Options == typeof(TOptions))
        ? throw new ArgumentException(
            $"The options {typeof(TOptions)} belong to another extension already: give '{name}' a type of its own.", nameof(name))
        : new(_entries with { Sections = Sections.Add(new ExtensionSection(kind, name, typeof(TOptions))) });

    private static string New(string name, IEnumerable<string> taken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!ValidName().IsMatch(name))
            throw new ArgumentException($"'{name}' is not a name in lower case with hyphens, such as my-algorithm.", nameof(name));
        return taken.Contains(name) ? throw new ArgumentException($"The catalogue has '{name}' already.", nameof(name)) : name;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex ValidName();
}
