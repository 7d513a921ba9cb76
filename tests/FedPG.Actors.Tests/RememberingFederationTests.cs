using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using CsCheck;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Training;
using FedPG.Algorithms;
using FedPG.Algorithms.DriftCorrection;
using FedPG.Asynchrony;
using FedPG.Checkpoints;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>
/// Algorithms that remember something, with optimisers and faults, drawn at random: the same bits in the sequential loop, on threads, with
/// nodes and edges of any size, when actors are killed, and when the run continues from a checkpoint of any round.
/// </summary>
public sealed class RememberingFederationTests : IAsyncLifetime
{
    private const int Agents = 13;
    private const int Rounds = 7;

    private static readonly object[] Algorithms =
    [
        "s-fedpg", "rs-fedpg", "b-rs-fedpg", "fedq", "independent", "centralized",
        new FedProxPGOptions { Mu = 0.5 },
        new ScaffoldPGOptions(), new ScaffoldPGOptions { Base = "b-rs-fedpg" }, new ScaffoldPGOptions { Form = "one-vector" },
        new FastFedPGOptions { Base = "rs-fedpg" }, new FastFedPGOptions(),
        new FedSVRPGMOptions(), new FedSVRPGMOptions { Base = "b-rs-fedpg", ServerStepSize = 0.3 },
    ];

    private static readonly Gen<FederationSpecification> Combinations =
        from algorithm in Gen.Int[0, Algorithms.Length - 1].Select(i => Algorithms[i])
        from optimizer in OneOf([.. FederationCatalogue.Default.Optimizers])
        from kind in Gen.Int[0, 7]
        from steps in Gen.Int[1, 3]
        from estimator in OneOf(GradientEstimator.Sampled, GradientEstimator.Expected)
        from edgeSize in OneOf(1, 4, 64)
        from seed in Gen.Int[0, 1000]
        select new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(null),
            Agents = Agents,
            Rounds = Rounds,
            EdgeSize = edgeSize,
            Seed = seed,
            Local = new LocalOptions { Batch = 8, Horizon = 5, Steps = steps, StepSize = 0.1, Estimator = estimator },
            Algorithm = NameOf(algorithm),
            Optimizer = optimizer,
            Extensions = algorithm is string ? ExtensionOptions.None : ExtensionOptions.Of(algorithm),
            Mode = Participation(kind).Mode,
            Participation = Participation(kind),
        };

    private readonly List<ActorSystem> _systems = [];

    [Fact]
    public async Task Any_combination_has_one_set_of_bits_in_every_runtime()
    {
        int valid = 0, refused = 0;
        await using var two = ActorRuntime.Start(threads: 2);
        await Combinations.SampleAsync(
            async specification =>
            {
                List<RoundOutcome> expected;
                try
                {
                    expected = [.. SequentialFederation.Run(specification)];
                }
                catch (SpecificationException error)
                {
                    // What does not fit together is refused by the name of a setting.
                    error.Message.ShouldMatch("^(scaffold-pg.form|server.late-updates|server.mode|server.optimizer): found .*; accepted: ");
                    Interlocked.Increment(ref refused);
                    return;
                }

                Interlocked.Increment(ref valid);
                ShouldBe(await two.RunAsync(specification).ToListAsync(), expected);
                ShouldBe(await RunWithKillsAsync(specification, nodes: 1 + specification.EdgeSize % 3), expected);
                await ShouldContinueAsync(two, specification, expected);
            },
            iter: 300, threads: 1);
        valid.ShouldBeGreaterThan(120);
        refused.ShouldBeGreaterThan(10);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_systems.Select(system => system.Terminate()));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string NameOf(object algorithm) => algorithm switch
    {
        string name => name,
        FedProxPGOptions => "fedprox-pg",
        ScaffoldPGOptions => "scaffold-pg",
        FastFedPGOptions => "fast-fedpg",
        _ => "fedsvrpg-m",
    };

    private static IParticipation Participation(int kind)
    {
        var faults = new FaultOptions
        {
            Dropout = new DropoutOptions { Probability = 0.1, MeanAbsence = 2 },
            Crash = new CrashOptions { Probability = 0.2, MaxRestarts = 3 },
            Straggler = new StragglerOptions { SpeedSpread = 1 },
        };
        return kind switch
        {
            0 => FullParticipation.Instance,
            1 => FederationCatalogue.Default.CreateParticipation(
                new ServerOptions(), new FaultOptions { Network = new NetworkOptions { Loss = 0.1, Duplication = 0.1, Reordering = 0.1 } }),
            2 => FederationCatalogue.Default.CreateParticipation(new ServerOptions { Participation = 0.7, Quorum = 0.8 }, faults),
            3 => FederationCatalogue.Default.CreateParticipation(
                new ServerOptions { Quorum = 0.6, LateUpdates = LateUpdates.NextRound }, faults),
            _ => FederationCatalogue.Default.CreateParticipation(
                new ServerOptions
                {
                    Mode = FederationCatalogue.Default.Modes[kind - 3],
                    Modes = ExtensionOptions.Of(
                        new AsynchronousOptions { Buffer = 5, Rescaled = true }, new RennalaOptions { Updates = 9 }),
                },
                new FaultOptions { Straggler = faults.Straggler with { DelayProbability = 0.2 } }),
        };
    }

    private async Task<List<RoundOutcome>> RunWithKillsAsync(FederationSpecification specification, int nodes)
    {
        var system = ActorSystem.Create("remembering", FederationTestSettings.Probes(threads: 2));
        _systems.Add(system);
        var channel = Channel.CreateUnbounded<RoundOutcome>();
        system.ActorOf(ServerActor.Props(new FederationPlan(specification), channel.Writer, localNodes: nodes), "server");
        var outcomes = new List<RoundOutcome>();
        await foreach (var outcome in channel.Reader.ReadAllAsync())
        {
            string target = (outcome.Round % 3) switch
            {
                0 => $"/user/server/node*/edge-*/agent-{outcome.Round % Agents}*",
                1 => "/user/server/node*/edge-0",
                _ => "/user/server/node-0",
            };
            system.ActorSelection(target).Tell(Kill.Instance);
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    private static async Task ShouldContinueAsync(
        ActorRuntime actors, FederationSpecification specification, List<RoundOutcome> expected)
    {
        var state = FederationState.Initial(expected[0].Parameters);
        foreach (var outcome in expected.Skip(1).SkipLast(1))
        {
            state = state.After(outcome);
            if (outcome.Round % 2 == specification.Seed % 2) continue;
            var saved = CheckpointCodec.Decode(CheckpointCodec.Encode(new RunCheckpoint { Fingerprint = "", State = state })).State;
            ShouldBe([.. SequentialFederation.Run(specification, saved)], expected[(state.Round + 1)..]);
            ShouldBe(await actors.RunAsync(specification, saved).ToListAsync(), expected[(state.Round + 1)..]);
        }
    }

    private static void ShouldBe(List<RoundOutcome> found, List<RoundOutcome> expected)
    {
        found.Count.ShouldBe(expected.Count);
        foreach (var (outcome, wanted) in found.Zip(expected))
        {
            outcome.Parameters.ShouldBe(wanted.Parameters);
            outcome.Refused.ShouldBe(wanted.Refused);
            Bits(outcome.Broadcast).ShouldBe(Bits(wanted.Broadcast));
            outcome.Pending.ShouldBe(wanted.Pending);
            (outcome with { Parameters = [], Refused = [], Pending = [], Broadcast = default, Repairs = default })
                .ShouldBe(wanted with { Parameters = [], Refused = [], Pending = [], Broadcast = default, Repairs = default });
        }
    }

    private static double[] Bits(ImmutableArray<double> numbers) => numbers.IsDefault ? [] : [.. numbers];
}
