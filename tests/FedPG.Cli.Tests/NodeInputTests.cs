namespace FedPG.Cli.Tests;

/// <summary>
/// Input that <c>node</c> and <c>run --config</c> refuse immediately, in one line, instead of waiting for a cluster that cannot exist.
/// </summary>
public class NodeInputTests : Workspace
{
    [Theory]
    [InlineData("server")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("127.0.0.1:-1")]
    [InlineData(":4053")]
    [InlineData("a b:4053")]
    [InlineData("http://server:4053")]
    [InlineData("")]
    public async Task An_invalid_seed_node_is_refused(string seed) =>
        await RefusedAsync(["node", "--seed-node", seed], "fedpg.cluster.seed-nodes", $"'{seed}'", "HOST:PORT");

    [Theory]
    [InlineData("fedpg.cluster.hostname = \"\"", "fedpg.cluster.hostname: found an empty string")]
    [InlineData("fedpg.cluster.bind-hostname = \"no such:host\"", "fedpg.cluster.bind-hostname: found 'no such:host'")]
    [InlineData("fedpg.cluster.seed-nodes = [\"server:0\"]", "fedpg.cluster.seed-nodes: found 'server:0'")]
    [InlineData("fedpg.cluster.tls {\n enabled = on\n certificate = x.pfx\n}", "fedpg.cluster.tls.authority: found none")]
    [InlineData("fedpg.cluster.tls {\n enabled = on\n authority = x.pem\n}", "fedpg.cluster.tls.certificate: found none")]
    [InlineData("fedpg.cluster.tls {\n certificate = x.pfx\n authority = x.pem\n}", "fedpg.cluster.tls.enabled: found none")]
    [InlineData("fedpg.cluster.singleton = on", "fedpg.cluster.singleton: found on with database.connection = sqlite")]
    [InlineData("fedpg.database.connection = nonsense", "fedpg.database.connection: found")]
    [InlineData("akka = 5", "akka: found 5")]
    [InlineData("akka {\n %%% junk [[[\n}", "line 2")]
    public async Task Settings_that_cannot_work_are_refused_by_node_and_by_run(string text, string line)
    {
        string config = Write("config.conf", text + "\n");
        await RefusedAsync(["node", "--config", config, "--seed-node", "127.0.0.1:9"], config, line);
        await RefusedAsync(["run", Small(), "--config", config, "--out", Path("out"), "--set", "runtime.mode=cluster"], config, line);
        Directory.Exists(Path("out")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("akka.actor.provider = \"No.Such, Thing\"", "akka.actor.provider (--config): found 'No.Such, Thing'")]
    [InlineData("akka.cluster.gossip-interval = banana", "akka.cluster.gossip-interval (--config): found 'banana'")]
    [InlineData("akka.loggers = [\"No, Such\"]", "akka.loggers (--config): found 'No, Such'")]
    [InlineData("akka.actor.default-dispatcher.executor = nonsense", "akka.actor.default-dispatcher.executor (--config): found 'nonsense'")]
    [InlineData("akka.remote.dot-netty.tcp.port = abc", "akka.remote.dot-netty.tcp.port (--config): found 'abc'")]
    [InlineData("fedpg.cluster.hostname = 203.0.113.7", "port 0 of 203.0.113.7: found")]
    public async Task Settings_that_prevent_an_actor_system_from_starting_are_one_line(string text, string line)
    {
        string config = Write("config.conf", text + "\n");
        await RefusedAsync(["node", "--config", config, "--seed-node", "127.0.0.1:9"], line);
        await RefusedAsync(
            ["run", Small(), "--config", config, "--out", Path("out"), "--set", "runtime.mode=cluster", "--set", "runtime.port=0"], line);
        Directory.Exists(Path("out")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("soon")]
    [InlineData("1000000d")]
    public async Task An_invalid_time_to_wait_is_refused(string time) =>
        await RefusedAsync(["node", "--seed-node", "127.0.0.1:9", "--wait", time], "--wait", $"'{time}'");

    [Fact]
    public async Task An_unavailable_database_is_reported_before_the_server_waits_for_nodes()
    {
        string config = Write("config.conf", "fedpg.database.connection = \"Host=127.0.0.1;Port=1;Database=fedpg;Username=fedpg\"\n");
        await RefusedAsync(["run", Small(), "--config", config, "--out", Path(
            "out"), "--set", "runtime.mode=cluster", "--set", "runtime.port=0"], "127.0.0.1:1");
    }

    [Fact]
    public async Task A_node_reports_what_it_waits_for_and_how_long()
    {
        var tool = await Tool.RunAsync("node", "--seed-node", "127.0.0.1:9", "--wait", "1s");
        tool.Code.ShouldBe(1);
        tool.ErrorLines.Length.ShouldBe(2);
        tool.ErrorLines[0].ShouldContain("waiting for a process of the cluster at 127.0.0.1:9, up to 1 s");
        tool.ErrorLines[1].ShouldContain("no member to join at 127.0.0.1:9 within 1 s");
    }

    private static async Task RefusedAsync(string[] arguments, params string[] parts)
    {
        var tool = await Tool.RunAsync(arguments);
        tool.Code.ShouldBe(2, tool.Error);
        tool.ErrorLines.Length.ShouldBe(1, tool.Error);
        foreach (string part in parts) tool.Error.ShouldContain(part);
    }
}
