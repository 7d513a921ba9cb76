using System.Threading.Channels;
using Akka.Actor;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Tests.Cluster;
using FedPG.Actors.Training;
using FedPG.Aggregation.Robust;
using FedPG.Algorithms;
using FedPG.Byzantine;
using FedPG.Federation;
using FedPG.Options;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>
/// Every aggregator has the bits of the sequential loop on every runtime, under faults, kills and attacks, and when a run continues.
/// </summary>
public sealed class AggregatorTests : IAsyncLifetime
{
    private const int Agents = 21;

    private readonly List<ActorSystem> _systems = [];

    public static TheoryData<string> Aggregators => [.. FederationCatalogue.Default.Aggregators];

    public static TheoryData<string> Attacks => [.. FederationCatalogue.Default.Attacks];

    public static TheoryData<string, int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<string, int, int, int>();
            foreach (string aggregator in FederationCatalogue.Default.Aggregators)
            {
                data.Add(aggregator, 1, 64, 1);
                data.Add(aggregator, 2, 4, 2);
                data.Add(aggregator, 8, 1, 4);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Threads_edges_nodes_and_kills_do_not_change_a_bit(string aggregator, int threads, int edgeSize, int nodes)
    {
        var specification = Specification(aggregator, rounds: 30) with { EdgeSize = edgeSize };
        var system = ActorSystem.Create("aggregators", FederationTestSettings.Probes(threads));
        _systems.Add(system);
        var channel = Channel.CreateBounded<RoundOutcome>(1);
        system.ActorOf(ServerActor.Props(new FederationPlan(specification), channel.Writer, localNodes: nodes), "server");
        var expected = SequentialFederation.Run(specification).ToList();
        int round = 0;
        await foreach (var outcome in channel.Reader.ReadAllAsync())
        {
            system.ActorSelection($"/user/server/node*/edge-*/agent-{outcome.Round % 3}*").Tell(Kill.Instance);
            if (round % 5 == 0) system.ActorSelection($"/user/server/node*/edge-{round % 4}*").Tell(PoisonPill.Instance);
            ShouldBe(outcome, expected[round++]);
        }

        round.ShouldBe(expected.Count);
    }

    [Theory]
    [MemberData(nameof(Aggregators))]
    public async Task A_run_continues_from_any_round(string aggregator)
    {
        var specification = Specification(aggregator, rounds: 5);
        var whole = SequentialFederation.Run(specification).ToList();
        await using var actors = ActorRuntime.Start(threads: 2);
        var state = FederationState.Initial(whole[0].Parameters);
        foreach (var outcome in whole.Skip(1))
        {
            SequentialFederation.Run(specification, state).Last().Parameters.ShouldBe(whole[^1].Parameters);
            (await actors.RunAsync(specification, state).LastAsync()).Parameters.ShouldBe(whole[^1].Parameters);
            state = state.After(outcome);
        }
    }

    [Fact]
    public async Task Nodes_of_a_cluster_send_the_same_bits()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 2);
        foreach (string aggregator in FederationCatalogue.Default.Aggregators)
            await cluster.ShouldRunAsync(Specification(aggregator, rounds: 5) with { EdgeSize = 2 });
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Attacks_have_the_same_bits_on_threads(string attack)
    {
        var specification = Specification("trimmed-mean", rounds: 12) with { Byzantine = Byzantine(attack) };
        var expected = SequentialFederation.Run(specification).ToList();
        await using var runtime = ActorRuntime.Start(threads: 2);
        int round = 0;
        await foreach (var outcome in runtime.RunAsync(specification)) ShouldBe(outcome, expected[round++]);
        round.ShouldBe(expected.Count);
    }

    [Fact]
    public async Task Attacks_have_the_same_bits_on_nodes()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 2);
        foreach (string attack in FederationCatalogue.Default.Attacks)
        {
            await cluster.ShouldRunAsync(Specification("krum", rounds: 5) with
            {
                EdgeSize = 2,
                Byzantine = Byzantine(attack),
                Extensions = ExtensionOptions.Of(new SignFlipOptions { Factor = 1 }, new NoiseOptions { Deviation = 0.1 }),
            });
        }
    }

    [Fact]
    public async Task Options_of_an_aggregator_reach_the_nodes()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 2);
        await cluster.ShouldRunAsync(Specification("median-of-means", rounds: 5) with
        {
            EdgeSize = 1,
            Extensions = ExtensionOptions.Of(new MedianOfMeansOptions { Group = 2 }),
        });
    }

    [Fact]
    public async Task A_run_whose_updates_exceed_a_message_is_refused_on_a_cluster()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 0);
        var specification = Federations.Synthetic(agents: 7_000_000, edgeSize: 1 << 20) with { Aggregator = "median" };
        var error = await Should.ThrowAsync<SpecificationException>(async () => await cluster.Server.RunAsync(specification).FirstAsync());
        error.Message.ShouldBe(
            "server.aggregator: found 'median', which sends 1232000000 bytes for 7000000 agents; accepted: at most a gigabyte in a "
            + "cluster: fewer agents or parameters, or an aggregator that adds updates up");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_systems.Select(system => system.Terminate()));

    private static ByzantineOptions Byzantine(string attack) => new() { Fraction = 0.2, Attack = attack };

    private static FederationSpecification Specification(string aggregator, int rounds) =>
        Federations.Synthetic(Agents, rounds, edgeSize: 4) with
        {
            Aggregator = aggregator,
            Local = new LocalOptions { Steps = 2, Batch = 4, Horizon = 5, StepSize = 0.3 },
            Extensions = ExtensionOptions.Of(new CenteredClippingOptions { Radius = 0.3, Steps = 2 }, new NormBoundOptions { Bound = 0.3 }),
            Participation = FederationCatalogue.Default.CreateParticipation(
                new ServerOptions { Participation = 0.8, Quorum = 0.7, LateUpdates = LateUpdates.NextRound },
                new FaultOptions
                {
                    Dropout = new DropoutOptions { Probability = 0.1 },
                    Crash = new CrashOptions { Probability = 0.1 },
                    Straggler = new StragglerOptions { SpeedSpread = 1 },
                }),
        };

    private static void ShouldBe(RoundOutcome found, RoundOutcome expected)
    {
        found.Parameters.ShouldBe(expected.Parameters);
        found.Pending.ShouldBe(expected.Pending);
        (found with { Parameters = [], Refused = [], Pending = [], Repairs = default })
            .ShouldBe(expected with { Parameters = [], Refused = [], Pending = [] });
    }
}
