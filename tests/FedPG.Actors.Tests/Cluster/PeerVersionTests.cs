using Akka.Configuration;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Control.Environments;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Random;

namespace FedPG.Actors.Tests.Cluster;

public class PeerVersionTests
{
    [Fact]
    public void A_server_with_other_extensions_is_refused_with_both_named()
    {
        var (catalogue, specification) = (FederationCatalogue.Default, Federations.Synthetic());
        var extended = PeerVersion.With(catalogue.WithEnvironment<GarnetEnvironment>("my-world")
            .WithAggregator("mine", () => catalogue.CreateAggregator(specification, catalogue.CreateAlgorithm(specification))));
        PeerVersion.Of(Members.Of(1, [ClusterRole.Server, .. extended.Roles])).ShouldBe(extended);
        var error = Should.Throw<ForeignVersionException>(
            () => PeerVersion.Current.Require([Members.Of(1, [ClusterRole.Server, .. extended.Roles])]));
        error.Message.ShouldEndWith(
            $"and the extensions aggregator mine; accepted: {PeerVersion.Current}, which this process has");
    }

    [Fact]
    public void Environments_that_nodes_build_and_the_build_of_their_assembly_are_part_of_the_version()
    {
        var own = PeerVersion.With(FederationCatalogue.Default.WithEnvironment<Ponds>("ponds"));
        string build = typeof(Ponds).Module.ModuleVersionId.ToString("N")[..8];
        own.Extensions.ShouldBe($"environment ponds, FedPG.Actors.Tests build {build}");
        PeerVersion.Of(Members.Of(1, [ClusterRole.Server, .. own.Roles])).ShouldBe(own);
        own.ShouldNotBe(PeerVersion.With(FederationCatalogue.Default));
    }

    [Fact]
    public void Assemblies_of_finite_environments_alone_are_not_part_of_the_version() => PeerVersion
        .With(FederationCatalogue.Default.With(typeof(PeerVersionTests).Assembly).WithEnvironment<GarnetEnvironment>("my-world"))
        .ShouldBe(PeerVersion.Current);

    [Fact]
    public void Builds_of_the_product_are_covered_by_its_version() => PeerVersion
        .With(FederationCatalogue.Default.With(typeof(PeerVersion).Assembly).WithEnvironment<PendulumEnvironment>("my-pendulum"))
        .Extensions.ShouldBe("environment my-pendulum");

    [Fact]
    public void The_roles_of_a_process_have_its_version()
    {
        PeerVersion.Of(Members.Of(1, [ClusterRole.Agents, .. PeerVersion.Current.Roles])).ShouldBe(PeerVersion.Current);
        PeerVersion.Current.Streams.ShouldBe(RandomStreams.Version);
    }

    [Theory]
    [InlineData("version-0.0.1", "streams-1", "fedpg 0.0.1 with random streams 1")]
    [InlineData("version-0.0.1", "streams-x", "another version of fedpg")]
    [InlineData("agents", "server", "another version of fedpg")]
    public void A_server_of_another_version_is_refused_with_both_named(string product, string streams, string found)
    {
        var error = Should.Throw<ForeignVersionException>(
            () => PeerVersion.Current.Require([Members.Of(1, ClusterRole.Server, product, streams)]));
        error.Message.ShouldBe($"server 127.0.0.1:5001: found {found}; accepted: {PeerVersion.Current}, which this process has");
    }

    [Fact]
    public void Nodes_of_another_version_are_left_to_the_server() =>
        PeerVersion.Current.Require([Members.Of(1, ClusterRole.Agents, "version-0.0.1", "streams-1")]);

    [Theory]
    [InlineData("0.0.1", RandomStreams.Version)]
    [InlineData(null, RandomStreams.Version + 1)]
    public async Task A_node_that_meets_a_server_of_another_version_ends(string? product, int streams)
    {
        string version = product ?? PeerVersion.Current.Product;
        var other = ConfigurationFactory.ParseString(
            $"""akka.cluster.roles = [server, runner, "version-{version}", "streams-{streams}"]""").WithFallback(LocalCluster.Hasty);
        await using var server = await ClusterRuntime.StartAsync(new ClusterOptions(), port: 0, other);
        var node = new AgentsNode(new ClusterOptions { SeedNodes = [$"127.0.0.1:{server.Port}"] }, threads: 1, akka: LocalCluster.Hasty);
        var error = await Should.ThrowAsync<ForeignVersionException>(() =>
            node.RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)));
        error.Message.ShouldContain($"fedpg {version} with random streams {streams}");
        error.Message.ShouldContain(PeerVersion.Current.ToString());
    }

    [Fact]
    public async Task A_node_of_another_version_gets_no_work()
    {
        await using var cluster = await LocalCluster.StartAsync(nodes: 1);
        var other = ConfigurationFactory.ParseString(
            """akka.cluster.roles = [agents, cores-1, "version-0.0.1", "streams-1"]""").WithFallback(LocalCluster.Hasty);
        using var source = new CancellationTokenSource();
        var joined = new TaskCompletionSource();
        var node = new AgentsNode(cluster.Options, threads: 1, akka: other) { Joined = _ => joined.TrySetResult() };
        var work = node.RunAsync(source.Token);
        await joined.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await cluster.ShouldRunAsync(Federations.Synthetic(rounds: 30));
        cluster.Server.Nodes.Length.ShouldBe(1);
        node.Runs.ShouldBe(0);
        await source.CancelAsync();
        await work;
    }

    private sealed class Ponds : IEnvironmentFamily
    {
        public EnvironmentTypes Build(double? discount) => new PendulumEnvironment().Build(discount);
    }
}
