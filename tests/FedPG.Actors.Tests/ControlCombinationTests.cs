using Akka.Actor;
using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Random;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>
/// Every environment with continuous states with every family of policies, the rest drawn: the bits are those of the sequential loop on 1,
/// 2 and 8 threads and 1, 2 and 4 nodes, under kills and when a run continues.
/// </summary>
public sealed class ControlCombinationTests : IAsyncLifetime
{
    private static readonly FederationCatalogue Catalogue = FederationCatalogue.Default;

    private static readonly int[] Threads = [1, 2, 8];

    private static readonly int[] Nodes = [1, 2, 4];

    private static readonly string[] Environments =
    [
        "lqr", "chain-lqr", "bang-bang-lqr", "product-servo", "bit-bandit", "cart-pole", "pendulum", "mountain-car-continuous", "acrobot",
        "swimmer",
    ];

    private static readonly (string Family, string[] Algorithms)[] Policies =
    [
        ("softmax", ["b-rs-fedpg"]),
        ("softmax", ["s-fedpg", "rs-fedpg"]),
        ("ordinal", ["s-fedpg", "fedprox-pg", "fast-fedpg"]),
        ("flat", ["rs-fedpg", "scaffold-pg"]),
        ("gaussian", ["s-fedpg", "fedsvrpg-m", "scaffold-pg"]),
    ];

    private readonly ActorSystem[] _systems =
        [.. Threads.Select(threads => ActorSystem.Create("control", FederationTestSettings.Probes(threads)))];

    public static TheoryData<string> Names => [.. Environments];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_systems.Select(system => system.Terminate()));

    [Fact]
    public void No_environment_is_left_out() =>
        Catalogue.Environments.Where(pair => Build(pair.Value) is ControlEnvironments).Select(pair => pair.Key)
            .ShouldBe(Environments, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_family_of_policies_has_the_bits_of_the_sequential_loop(string environment)
    {
        for (int i = 0; i < Policies.Length; i++)
        {
            var random = RandomStreams.For(StreamPurpose.Search, seed: 25, Array.IndexOf(Environments, environment), i);
            var specification = Draw(environment, i, ref random);
            string name = $"{environment} {specification.Algorithm} {specification.Policy}";
            List<RoundOutcome> expected = [.. SequentialFederation.Run(specification)];
            expected[^1].Parameters.ShouldNotBe(expected[0].Parameters, name);
            var system = _systems[random.NextInt32(_systems.Length)];
            int nodes = Nodes[random.NextInt32(Nodes.Length)], from = random.NextInt32(expected.Count - 1);
            bool kills = random.NextInt32(2) == 0;
            await CombinationRun.ShouldRunAsync(specification, system, $"{environment}-{i}", nodes, kills, expected, name);
            await CombinationRun.ShouldContinueAsync(specification, system, from, expected, name);
        }
    }

    private static FederationSpecification Draw(string environment, int policy, ref Xoshiro256PlusPlus random)
    {
        var (family, algorithms) = Policies[policy];
        var types = (ControlEnvironments)Build(Catalogue.Environments[environment]);
        var features = types.Shape.ObservationDimension > 4
            ? Pick([FeatureKind.Linear, FeatureKind.Mlp], ref random)
            : Pick([FeatureKind.Linear, FeatureKind.Polynomial, FeatureKind.Fourier, FeatureKind.Tiles, FeatureKind.Mlp], ref random);
        bool isDiscrete = !types.Shape.ObservationLevels.IsEmpty;
        string algorithm = Pick(algorithms, ref random);

        // A late update cannot count in a later round if rounds have several exchanges.
        var late = algorithm is "fast-fedpg" or "fedsvrpg-m" ? LateUpdates.Discard : LateUpdates.NextRound;
        var server = new ServerOptions { Participation = 0.8, LateUpdates = late, Quorum = 0.8 };
        var faults = new FaultOptions
        {
            Crash = new CrashOptions { Probability = 0.2 },
            Straggler = new StragglerOptions { SpeedSpread = 1 },
        };
        return new FederationSpecification
        {
            Environments = types,
            Agents = 7 + random.NextInt32(6),
            Rounds = 4,
            EdgeSize = 1 << random.NextInt32(4),
            Algorithm = algorithm,
            Aggregator = Pick(["mean", "median", "krum"], ref random),
            Optimizer = Pick(["none", "adam"], ref random),
            Local = new LocalOptions
            {
                Steps = 1 + random.NextInt32(2),
                Batch = 2 + random.NextInt32(9),
                Horizon = 8,
                StepSize = 0.1,
                Baseline = Pick([GradientBaseline.None, GradientBaseline.Mean, GradientBaseline.Linear], ref random),
            },
            Policy = new PolicyOptions
            {
                Family = family,
                Features = isDiscrete ? FeatureKind.OneHot : features,
                Bits = family == "flat" ? 1 : 1 + random.NextInt32(3),
                Dimensions = family is "flat" or "gaussian"
                    ? ActionDimensions.Independent
                    : Pick([ActionDimensions.Independent, ActionDimensions.Autoregressive], ref random),
                Decoding = Pick([ActionDecoding.Endpoints, ActionDecoding.Midpoints, ActionDecoding.Gray], ref random),
                Floor = family == "gaussian" ? 0 : Pick([0, 0.1], ref random),
                Polynomial = new PolynomialOptions { Degree = 2 },
                Fourier = new FourierOptions { Order = 1 },
                Tiles = new TileOptions { Tilings = 2, Tiles = 2 },
                Mlp = new MlpOptions { Hidden = [4, 3] },
            },
            Entropy = new EntropyOptions { Temperature = 0.05, Threshold = ImprovementThreshold.None },
            Participation = random.NextInt32(2) == 0 ? FullParticipation.Instance : Catalogue.CreateParticipation(server, faults),
        };
    }

    private static EnvironmentTypes Build(Type family)
    {
        var made = (IEnvironmentFamily)Activator.CreateInstance(family)!;
        return made.Build(null).BuiltBy(made);
    }

    private static T Pick<T>(T[] all, ref Xoshiro256PlusPlus random) => all[random.NextInt32(all.Length)];
}
