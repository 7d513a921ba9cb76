using Akka.Actor;
using Akka.Cluster;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Algorithms;
using FedPG.Asynchrony;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Cluster;

public class ClusterRuntimeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Any_number_of_nodes_gives_the_bits_of_the_sequential_federation(int nodes)
    {
        await using var cluster = await LocalCluster.StartAsync(nodes);
        foreach (string algorithm in FederationCatalogue.Default.Algorithms)
        {
            await cluster.ShouldRunAsync(Federations.Synthetic(agents: 11, rounds: 6, edgeSize: 2) with
            {
                Algorithm = algorithm,
                Entropy = new EntropyOptions { Threshold = ImprovementThreshold.Of(0.06) },
                Policy = new PolicyOptions { Period = 2 },
            });
        }

        await cluster.ShouldRunAsync(Federations.Synthetic(agents: 11, rounds: 30, edgeSize: 2) with { Participation = Faulty });
        foreach (string mode in FederationCatalogue.Default.Modes.Skip(1))
        {
            var server = new ServerOptions { Mode = mode, Modes = ExtensionOptions.Of(new AsynchronousOptions { Buffer = 4 }) };
            var slow = new FaultOptions { Straggler = new StragglerOptions { SpeedSpread = 1 } };
            await cluster.ShouldRunAsync(Federations.Synthetic(agents: 11, rounds: 30, edgeSize: 2) with
            {
                Mode = mode,
                Participation = FederationCatalogue.Default.CreateParticipation(server, slow),
            });
        }
    }

    [Fact]
    public async Task Kernels_are_sent_as_lists_with_the_actions_of_each_state_and_the_ends_of_episodes()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 3);
        foreach (string algorithm in (string[])["s-fedpg", "b-rs-fedpg", "fedq"])
        {
            var local = new LocalOptions { Steps = 2, Batch = 20, Horizon = 8, StepSize = 0.1 };
            var specification = Federations.Synthetic(agents: 11, rounds: 4) with { Algorithm = algorithm, Local = local };
            await cluster.ShouldRunAsync(specification with { Environments = Federations.LongWay() });
            await cluster.ShouldRunAsync(specification with { Environments = new GarnetEnvironment { States = 520 }.Build(null) });
        }
    }

    [Fact]
    public async Task Parameters_larger_than_a_frame_are_sent_in_chunks()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 2);
        var specification = new FederationSpecification
        {
            Environments = new GarnetEnvironment { States = 60, Actions = 400, Branching = 2 }.Build(null),
            Agents = 4,
            Rounds = 2,
            EdgeSize = 1,
            Local = new LocalOptions { Steps = 1, Batch = 2, Horizon = 5 },
        };
        await cluster.ShouldRunAsync(specification);
    }

    [Fact]
    public async Task Nodes_that_join_and_leave_during_a_run_do_not_change_it()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 1);
        var specification = Federations.Synthetic(agents: 16, rounds: 400, edgeSize: 2) with { Participation = Faulty };
        var second = cluster.AddNode(threads: 2);
        CancellationTokenSource? third = null;
        await cluster.ShouldRunAsync(specification, outcome =>
        {
            if (outcome.Round == 100) third = cluster.AddNode();
            if (outcome.Round == 200) second.Cancel();
            if (outcome.Round == 300) third!.Cancel();
        });
    }

    [Fact]
    public async Task Runs_side_by_side_share_the_nodes()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 2);
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(seed => cluster.ShouldRunAsync(Federations.Synthetic(rounds: 20) with { Seed = seed })));
    }

    [Fact]
    public async Task Updates_that_are_refused_on_a_node_are_refused_by_the_run()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 1);
        await cluster.ShouldRunAsync(
            Federations.Synthetic(agents: 4, rounds: 6) with { Local = new LocalOptions { StepSize = double.MaxValue, Steps = 2 } });
    }

    /// <summary>The cluster says so when any other member cannot reach the node.</summary>
    [Fact]
    public async Task A_node_that_only_others_cannot_reach_keeps_its_edges()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 1);
        var watcher = (ActorRefWithCell)cluster.Server.Watcher;
        var membership = Akka.Cluster.Cluster.Get(watcher.Underlying.System);
        var node = membership.State.Members.Single(member => member.HasRole(ClusterRole.Agents));

        // The server's own failure detector knows a node from its first heartbeat on.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!membership.FailureDetector.IsMonitoring(node.Address)) await Task.Delay(50, limit.Token);
        watcher.Tell(new ClusterEvent.UnreachableMember(node));
        await watcher.Ask<ActorIdentity>(new Identify("after that"), TimeSpan.FromSeconds(30));
        cluster.Server.Nodes.ShouldHaveSingleItem().IsReachable.ShouldBeTrue();
        await cluster.ShouldRunAsync(Federations.Synthetic());
    }

    [Fact]
    public async Task Without_a_member_to_join_the_start_fails_after_the_join_timeout()
    {
        var options = new ClusterOptions { SeedNodes = ["127.0.0.1:9"], JoinTimeout = TimeSpan.FromSeconds(1) };
        var error = await Should.ThrowAsync<ClusterNotFoundException>(() => new AgentsNode(options).RunAsync(CancellationToken.None));
        error.Message.ShouldContain("no member to join at 127.0.0.1:9 within 1 s");
    }

    [Fact]
    public async Task A_port_in_use_is_reported_at_once()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 0);
        var error = await Should.ThrowAsync<SpecificationException>(
            () => ClusterRuntime.StartAsync(new ClusterOptions(), cluster.Server.Port));
        error.Message.ShouldContain($"port {cluster.Server.Port} of 127.0.0.1");
        error.Message.ShouldContain("in use");
    }

    private static readonly FaultModel Faulty = (FaultModel)FederationCatalogue.Default.CreateParticipation(
        new ServerOptions { Participation = 0.8, Quorum = 0.7, LateUpdates = LateUpdates.NextRound },
        new FaultOptions
        {
            Dropout = new DropoutOptions { Probability = 0.15, MeanAbsence = 2 },
            Crash = new CrashOptions { Probability = 0.3, MaxRestarts = 6, Within = TimeSpan.FromSeconds(40) },
            Straggler = new StragglerOptions { SpeedSpread = 0.7, DelayProbability = 0.3, MeanDelay = 4 },
            Network = new NetworkOptions { Loss = 0.05, Duplication = 0.05, Reordering = 0.2 },
        });
}
