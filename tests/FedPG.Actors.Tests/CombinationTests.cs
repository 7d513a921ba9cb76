using Akka.Actor;
using FedPG.Algorithms;
using FedPG.Asynchrony;
using FedPG.Byzantine;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Random;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>
/// Algorithms, optimisers, aggregators, attacks, faults and modes drawn together: each combination has the bits of the sequential loop on
/// threads, edges and nodes, under kills and when it continues, or it is refused by name.
/// </summary>
public sealed class CombinationTests : IAsyncLifetime
{
    private const int Combinations = 350;

    private static readonly FederationCatalogue Catalogue = FederationCatalogue.Default;

    private static readonly int[] Threads = [1, 2, 8];

    private readonly ActorSystem[] _systems =
        [.. Threads.Select(threads => ActorSystem.Create("combinations", FederationTestSettings.Probes(threads)))];

    private static readonly FaultOptions Faults = new()
    {
        Dropout = new DropoutOptions { Probability = 0.1 },
        Crash = new CrashOptions { Probability = 0.1 },
        Straggler = new StragglerOptions { SpeedSpread = 1 },
    };

    [Fact]
    public async Task What_fits_together_has_the_bits_of_the_sequential_loop_and_the_rest_is_refused_by_name()
    {
        int compared = 0;
        for (int i = 0; i < Combinations; i++)
        {
            var random = RandomStreams.For(StreamPurpose.Search, seed: 24, i);
            var specification = Draw(ref random, i);
            List<RoundOutcome> expected;
            try
            {
                expected = [.. SequentialFederation.Run(specification)];
            }
            catch (SpecificationException error)
            {
                error.Message.ShouldMatch("^[a-z.-]+: found .*; accepted: ", Name(specification));
                continue;
            }

            int system = random.NextInt32(_systems.Length), nodes = 1 + random.NextInt32(3), from = random.NextInt32(expected.Count - 1);
            bool kills = random.NextInt32(3) == 0;
            string server = FormattableString.Invariant($"combination-{i}"), name = Name(specification);
            await CombinationRun.ShouldRunAsync(specification, _systems[system], server, nodes, kills, expected, name);
            await CombinationRun.ShouldContinueAsync(specification, _systems[system], from, expected, name);
            compared++;
        }

        compared.ShouldBeGreaterThanOrEqualTo(200);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_systems.Select(system => system.Terminate()));

    private static FederationSpecification Draw(ref Xoshiro256PlusPlus random, int seed)
    {
        string algorithm = Pick(Catalogue.Algorithms, ref random), aggregator = Pick(Catalogue.Aggregators, ref random);
        bool isAttacked = random.NextInt32(2) == 0;
        var participation = DrawParticipation(ref random);
        return Federations.Synthetic(agents: 9 + random.NextInt32(6), rounds: 4, edgeSize: 1 << random.NextInt32(4)) with
        {
            Algorithm = algorithm,
            Aggregator = aggregator,
            Optimizer = Pick(Catalogue.Optimizers, ref random),
            Seed = seed,
            Local = new LocalOptions { Steps = 1 + random.NextInt32(3), Batch = 4, Horizon = 5, StepSize = 0.2 },
            Byzantine = isAttacked ? new ByzantineOptions { Fraction = 0.3, Attack = Pick(Catalogue.Attacks, ref random) } : new(),
            Extensions = ExtensionOptions.Of(new NoiseOptions { Deviation = 0.1 }),
            Mode = participation.Mode,
            Participation = participation,
        };
    }

    private static IParticipation DrawParticipation(ref Xoshiro256PlusPlus random)
    {
        var late = random.NextInt32(2) == 0 ? LateUpdates.NextRound : LateUpdates.Discard;
        var server = new ServerOptions { Participation = 0.8, Quorum = 0.8, LateUpdates = late };
        int kind = random.NextInt32(3), buffer = 1 + random.NextInt32(9);
        if (kind < 2) return kind == 0 ? FullParticipation.Instance : Catalogue.CreateParticipation(server, Faults);
        var mode = new ServerOptions
        {
            Mode = Catalogue.Modes[1 + random.NextInt32(Catalogue.Modes.Count - 1)],
            Modes = ExtensionOptions.Of(new AsynchronousOptions { Buffer = buffer, Rescaled = random.NextInt32(2) == 0 }),
        };
        return Catalogue.CreateParticipation(mode, new FaultOptions { Straggler = Faults.Straggler });
    }

    private static string Pick(IReadOnlyList<string> names, ref Xoshiro256PlusPlus random) => names[random.NextInt32(names.Count)];

    private static string Name(FederationSpecification run) =>
        $"{run.Algorithm} {run.Aggregator} {(run.Byzantine.Fraction > 0 ? run.Byzantine.Attack : "honest")} seed {run.Seed}";
}
