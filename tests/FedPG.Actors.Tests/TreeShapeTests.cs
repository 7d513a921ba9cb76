using System.Threading.Channels;
using Akka.Actor;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Training;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>
/// The same bytes however a federation is divided: the sequential loop, any number of threads and nodes, edges of any size.
/// </summary>
public sealed class TreeShapeTests : IAsyncLifetime
{
    private const int Agents = 150;
    private const int Rounds = 6;

    private static readonly Dictionary<bool, List<RoundOutcome>> Sequential = new()
    {
        [false] = [.. SequentialFederation.Run(Specification(hasFaults: false, edgeSize: 64))],
        [true] = [.. SequentialFederation.Run(Specification(hasFaults: true, edgeSize: 64))],
    };

    private readonly List<ActorSystem> _systems = [];

    public static TheoryData<int, int, int, bool> Shapes
    {
        get
        {
            var data = new TheoryData<int, int, int, bool>();
            foreach (int threads in (int[])[1, 2, 8])
            {
                foreach (int edgeSize in (int[])[1, 4, 64, 128])
                {
                    foreach (int nodes in (int[])[1, 2, 4])
                    {
                        data.Add(threads, edgeSize, nodes, false);
                        data.Add(threads, edgeSize, nodes, true);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_federation_of_any_shape_has_the_bits_of_the_sequential_one(int threads, int edgeSize, int nodes, bool hasFaults)
    {
        var system = ActorSystem.Create("shape", FederationTestSettings.Probes(threads));
        _systems.Add(system);
        var channel = Channel.CreateUnbounded<RoundOutcome>();
        system.ActorOf(
            ServerActor.Props(new FederationPlan(Specification(hasFaults, edgeSize)), channel.Writer, localNodes: nodes), "server");
        var outcomes = new List<RoundOutcome>();
        await foreach (var outcome in channel.Reader.ReadAllAsync())
        {
            // Kills at arbitrary moments: repairs never change the result.
            if (hasFaults) system.ActorSelection($"/user/server/node*/edge-*/agent-{outcome.Round * 7}*").Tell(Kill.Instance);
            outcomes.Add(outcome);
        }

        var expected = Sequential[hasFaults];
        outcomes.Count.ShouldBe(expected.Count);
        foreach (var (outcome, sequential) in outcomes.Zip(expected))
        {
            outcome.Parameters.ShouldBe(sequential.Parameters);
            outcome.Pending.ShouldBe(sequential.Pending);
            (outcome with { Parameters = [], Refused = [], Pending = [], Repairs = default })
                .ShouldBe(sequential with { Parameters = [], Refused = [], Pending = [] });
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    public async Task A_run_continues_with_edges_of_another_size(int edgeSize)
    {
        var state = FederationState.Initial(Sequential[true][0].Parameters);
        foreach (var outcome in Sequential[true].Skip(1).Take(3)) state = state.After(outcome);
        await using var runtime = ActorRuntime.Start(threads: 2);
        var continued = new List<RoundOutcome>();
        await foreach (var outcome in runtime.RunAsync(Specification(hasFaults: true, edgeSize), state)) continued.Add(outcome);
        continued[^1].Parameters.ShouldBe(Sequential[true][^1].Parameters);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_systems.Select(system => system.Terminate()));

    private static FederationSpecification Specification(bool hasFaults, int edgeSize) =>
        Federations.Synthetic(Agents, Rounds, edgeSize) with
        {
            Local = new LocalOptions { Batch = 8, Horizon = 5 },
            Participation = hasFaults
            ? FederationCatalogue.Default.CreateParticipation(
                new ServerOptions { Participation = 0.7, Quorum = 0.8, LateUpdates = LateUpdates.NextRound },
                new FaultOptions
                {
                    Dropout = new DropoutOptions { Probability = 0.1 },
                    Crash = new CrashOptions { Probability = 0.1 },
                    Straggler = new StragglerOptions { SpeedSpread = 1 },
                })
            : FullParticipation.Instance,
        };
}
