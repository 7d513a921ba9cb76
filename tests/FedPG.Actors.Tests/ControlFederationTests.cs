using Akka.Actor;
using FedPG.Actors.Tests.Cluster;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>Continuous environments and policies over features: the same bits sequentially, on threads and on nodes.</summary>
public class ControlFederationTests
{
    private static readonly FederationCatalogue Catalogue = FederationCatalogue.Default;

    private static readonly (string Environment, string Algorithm, PolicyOptions Policy)[] Cases =
    [
        ("lqr", "s-fedpg", new() { Family = "gaussian" }),
        ("chain-lqr", "b-rs-fedpg", new() { Bits = 2 }),
        ("bang-bang-lqr", "b-rs-fedpg", new() { Bits = 1, Features = FeatureKind.Polynomial }),
        ("product-servo", "rs-fedpg", new() { Features = FeatureKind.OneHot }),
        ("bit-bandit", "b-rs-fedpg", new() { Bits = 5, Decoding = ActionDecoding.Gray }),
        ("cart-pole", "scaffold-pg", new() { Family = "ordinal", Bits = 2 }),
        ("pendulum", "fedsvrpg-m", new() { Features = FeatureKind.Mlp, Family = "gaussian" }),
        ("mountain-car-continuous", "fast-fedpg", new() { Features = FeatureKind.Fourier, Bits = 2 }),
        ("acrobot", "fedprox-pg", new() { Features = FeatureKind.Tiles, Tiles = new() { Tilings = 2, Tiles = 1 }, Bits = 1 }),
        ("swimmer", "b-rs-fedpg", new() { Dimensions = ActionDimensions.Autoregressive, Floor = 0.1 }),
        ("swimmer", "independent", new() { Family = "flat", Bits = 2 }),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task Threads_and_a_continued_run_give_the_bits_of_the_sequential_loop(int index)
    {
        var specification = Specification(index);
        var expected = SequentialFederation.Run(specification).ToList();
        expected[^1].Parameters.ShouldNotBe(expected[0].Parameters);
        var system = ActorSystem.Create("control", FederationTestSettings.Probes(threads: 2));
        var runtime = ActorRuntime.On(system);
        (await runtime.RunAsync(specification).LastAsync()).Parameters.ShouldBe(expected[^1].Parameters);
        var state = expected.Skip(1).Take(2).Aggregate(
            FederationState.Initial(expected[0].Parameters), (before, outcome) => before.After(outcome));
        (await runtime.RunAsync(specification, state).LastAsync()).Parameters.ShouldBe(expected[^1].Parameters);
        await system.Terminate();
    }

    [Fact]
    public async Task Nodes_build_the_environments_and_give_the_same_bits()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 2);
        for (int index = 0; index < Cases.Length; index++) await cluster.ShouldRunAsync(Specification(index));
    }

    [Theory]
    [InlineData("fednpg")]
    [InlineData("fedq")]
    [InlineData("qavg")]
    [InlineData("proj-pavg")]
    [InlineData("centralized")]
    public void Algorithms_over_tables_are_refused_by_name(string algorithm) =>
        Should.Throw<SpecificationException>(() => Catalogue.CreateAlgorithm(Specification(1) with { Algorithm = algorithm }))
            .Message.ShouldEndWith($"found continuous states; accepted: finitely many states with {algorithm}");

    [Theory]
    [InlineData("reward-flip")]
    [InlineData("random-action")]
    [InlineData("alie")]
    public async Task Byzantine_agents_attack_continuous_environments_too(string attack)
    {
        var specification = Specification(1) with
        {
            Byzantine = new ByzantineOptions { Fraction = 0.4, Attack = attack },
            Aggregator = "median",
            Optimizer = "adam",
        };
        var expected = SequentialFederation.Run(specification).Last();
        expected.Parameters.ShouldNotBe(SequentialFederation.Run(specification with { Byzantine = new() }).Last().Parameters);
        var system = ActorSystem.Create("byzantine", FederationTestSettings.Probes(threads: 2));
        (await ActorRuntime.On(system).RunAsync(specification).LastAsync()).Parameters.ShouldBe(expected.Parameters);
        await system.Terminate();
    }

    [Fact]
    public void Rounds_are_scored_with_standard_errors_and_the_same_random_numbers()
    {
        var specification = Specification(5);
        var algorithm = Catalogue.CreateAlgorithm(specification);
        var initial = FederationState.Initial(algorithm.InitialParameters);
        var first = new RoundScorer(specification, algorithm).Report(initial);
        var again = new RoundScorer(specification, algorithm).Report(initial);
        again.Objective.ShouldBe(first.Objective);
        first.Episodes.ShouldNotBeNull().StandardError.ShouldBeGreaterThan(0);
        first.Episodes!.Length.ShouldBeInRange(1, 500);
        first.Episodes.Return.ShouldBe(first.Episodes.Length, 1e-9);
    }

    private static FederationSpecification Specification(int index)
    {
        var (name, algorithm, policy) = Cases[index];
        var family = (IEnvironmentFamily)Activator.CreateInstance(Catalogue.Environments[name])!;
        return new FederationSpecification
        {
            Environments = family.Build(null).BuiltBy(family),
            Agents = 5,
            Rounds = 4,
            EdgeSize = 2,
            Algorithm = algorithm,
            Local = new LocalOptions { Steps = 2, Batch = 6, Horizon = 12, Baseline = GradientBaseline.Mean },
            Policy = policy,
            Entropy = new EntropyOptions { Threshold = ImprovementThreshold.None },
            Evaluation = new EvaluationOptions { Episodes = 4 },
            Participation = Catalogue.CreateParticipation(
                new ServerOptions { Participation = 0.8 }, new FaultOptions { Crash = new CrashOptions { Probability = 0.2 } }),
        };
    }
}
