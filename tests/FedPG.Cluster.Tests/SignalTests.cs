using System.Diagnostics;

namespace FedPG.Cluster.Tests;

/// <summary>Signals while a process waits for others.</summary>
[Collection(Alone.Name)]
public class SignalTests : ClusterBench
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_node_that_waits_for_its_server_ends(string signal)
    {
        var node = Start("node", "--seed-node", Address(), "--wait");
        (await node.AwaitLineAsync("waiting for a process of the cluster")).ShouldContain("without a time limit");
        await node.SignalAsync(signal);
        (await node.AwaitExitAsync()).ShouldBe(0, node.Error);
    }

    [Fact]
    public async Task A_node_waits_longer_than_a_server_takes_to_come()
    {
        string config = Config();
        var node = Start("node", "--config", config, "--seed-node", Address(), "--threads", "1", "--wait");
        await node.AwaitLineAsync("waiting for a process of the cluster");
        var run = StartRun(config, Write("late.conf", Experiment(rounds: 50)), "out");
        (await run.AwaitExitAsync()).ShouldBe(0, run.Error);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_server_that_waits_for_nodes_ends(string signal)
    {
        var run = StartRun(Config(), Write("alone.conf", Experiment(rounds: 50)), "out");
        await run.AwaitLineAsync("waiting for 1 node");
        await run.SignalAsync(signal);
        (await run.AwaitExitAsync()).ShouldBe(130, run.Error);
    }

    /// <summary>Members agree that one leaves only when all of them can be reached.</summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_node_leaves_within_two_seconds_while_another_one_is_frozen(string signal)
    {
        var server = Start("node", "--role", "server", "--port", $"{Port}");
        await server.AwaitJoinedAsync();
        var (leaver, frozen) = (Start("node", "--seed-node", Address()), Start("node", "--seed-node", Address()));
        await leaver.AwaitJoinedAsync();
        await frozen.AwaitJoinedAsync();
        await frozen.SignalAsync("STOP");
        var clock = Stopwatch.StartNew();
        await leaver.SignalAsync(signal);
        (await leaver.AwaitExitAsync()).ShouldBe(0, leaver.Error);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        leaver.Error.ShouldEndWith("fedpg node: left; it trained agents of 0 runs");

        // The server is left with a node that does not answer.
        clock.Restart();
        await server.SignalAsync(signal);
        (await server.AwaitExitAsync()).ShouldBe(0, server.Error);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_node_of_another_version_ends_with_both_named()
    {
        string old = Write("old.conf", "akka.cluster.roles = [server, \"version-0.0.1\", \"streams-1\"]\n");
        var server = Start("node", "--role", "server", "--config", old, "--port", $"{Port}");
        await server.AwaitJoinedAsync();
        var node = Start("node", "--seed-node", Address());
        (await node.AwaitExitAsync()).ShouldBe(2, node.Error);
        node.Error.ShouldContain("found fedpg 0.0.1 with random streams 1; accepted: fedpg ");
    }
}
