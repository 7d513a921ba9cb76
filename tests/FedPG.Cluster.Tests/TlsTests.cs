namespace FedPG.Cluster.Tests;

/// <summary>Processes that authenticate each other, with certificates made by the documented script.</summary>
public class TlsTests(Certificates certificates) : ClusterBench, IClassFixture<Certificates>
{
    private const string Password = Certificates.Password;

    [Fact]
    public async Task A_node_without_the_right_certificate_is_refused_and_the_run_continues()
    {
        string file = Write("tls.conf", Experiment());
        var run = WithPassword(
            [
                "run", file, "--config", Tls("ours", "server"), "--out", PathOf("out"), "--set", "runtime.mode=cluster", "--set",
                FormattableString.Invariant($"runtime.port={Port}"),
            ]);
        var worker = WithPassword(["node", "--config", Tls("ours", "worker"), "--threads", "1", "--seed-node", Address()]);
        await worker.AwaitJoinedAsync();
        (await AwaitRowsAsync("out", more: 5, run)).ShouldBeTrue(run.Error);

        var stranger = WithPassword(["node", "--config", Tls("theirs", "stranger", "2s"), "--threads", "1", "--seed-node", Address()]);
        var plain = Start("node", "--config", Config("  cluster.join-timeout = 2s"), "--threads", "1", "--seed-node", Address());
        (await stranger.AwaitExitAsync()).ShouldBe(1, stranger.Error);
        stranger.Error.ShouldContain($"no member to join at {Address()} within 2 s");
        (await plain.AwaitExitAsync()).ShouldBe(1, plain.Error);
        plain.Error.ShouldContain("no member to join");

        (await AwaitRowsAsync("out", more: 5, run)).ShouldBeTrue(run.Error);
        await EndAsync(file, "out", run);
        foreach (var process in (ToolProcess[])[run, worker, stranger]) process.Error.ShouldNotContain(Password);
    }

    [Theory]
    [InlineData("none.pfx", "authority.pem", "fedpg.cluster.tls.certificate", "which does not exist")]
    [InlineData("server.pfx", "none.pem", "fedpg.cluster.tls.authority", "which does not exist")]
    [InlineData("server.pfx", "server.pfx", "fedpg.cluster.tls.authority", "cannot be read")]
    public async Task A_missing_or_invalid_file_is_named(string certificate, string authority, string key, string found)
    {
        string config = Config($$"""
              cluster.tls {
                enabled = on
                certificate = "{{certificates.File("ours", certificate)}}"
                authority = "{{certificates.File("ours", authority)}}"
              }
            """);
        var node = WithPassword(["node", "--config", config, "--seed-node", Address()]);
        (await node.AwaitExitAsync()).ShouldBe(2, node.Error);
        node.Error.ShouldContain(key);
        node.Error.ShouldContain(found);
        node.Error.ShouldNotContain(Password);
        node.Error.Split('\n').Length.ShouldBe(1);
    }

    private ToolProcess WithPassword(string[] arguments) => Start(arguments, ("FEDPG_TLS_PASSWORD", Password));

    private string Tls(string folder, string name, string patience = "60s") => Config($$"""
          cluster {
            join-timeout = {{patience}}
            tls {
              enabled = on
              certificate = "{{certificates.File(folder, $"{name}.pfx")}}"
              authority = "{{certificates.File(folder, "authority.pem")}}"
            }
          }
        """);
}
