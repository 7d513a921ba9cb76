using FedPG.Actors.Options;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Tests.Configuration;

public sealed class ProcessReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_file_has_every_default()
    {
        var settings = Read("fedpg {\n}").Settings;
        settings.Database.ShouldBe(new DatabaseOptions());
        string[] none = [];
        (settings.Cluster with { SeedNodes = none }).ShouldBe(new ClusterOptions { SeedNodes = none });
    }

    [Fact]
    public void Settings_are_read_and_paths_are_relative_to_the_file()
    {
        var settings = Read("""
            fedpg {
              cluster {
                hostname = worker.example
                bind-hostname = 0.0.0.0
                seed-nodes = ["one:1", "two:2"]
                join-timeout = 5s
                singleton = on
                tls {
                  enabled = on
                  certificate = own/worker.pfx
                  authority = own/authority.pem
                }
              }
              database.connection = "Host=db"
            }
            """).Settings;
        settings.Cluster.Hostname.ShouldBe("worker.example");
        settings.Cluster.BindHostname.ShouldBe("0.0.0.0");
        settings.Cluster.SeedNodes.ShouldBe(["one:1", "two:2"]);
        settings.Cluster.JoinTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        settings.Cluster.Singleton.ShouldBeTrue();
        settings.Cluster.Tls.Certificate.ShouldBe(_folder.File(Path.Combine("own", "worker.pfx")));
        settings.Cluster.Tls.Authority.ShouldBe(_folder.File(Path.Combine("own", "authority.pem")));
        settings.Database.Connection.ShouldBe("Host=db");
    }

    [Fact]
    public void The_actors_own_settings_and_those_of_Akka_are_passed_on()
    {
        var process = Read("""
            akka {
              cluster.gossip-interval = 200ms
            }
            fedpg.actors.cluster.down-after = 9s
            """);
        process.Akka.GetTimeSpan("akka.cluster.gossip-interval").ShouldBe(TimeSpan.FromMilliseconds(200));
        process.Akka.GetTimeSpan("fedpg.actors.cluster.down-after").ShouldBe(TimeSpan.FromSeconds(9));
    }

    [Theory]
    [InlineData("fedpg.cluster.hostnam = x", "fedpg.cluster.hostnam", "fedpg.cluster.hostname")]
    [InlineData("fedpg.cluster.singleton = maybe", "found maybe", "true or false")]
    [InlineData("fedpg.cluster.join-timeout = 0s", "fedpg.cluster.join-timeout", "found 0s")]
    [InlineData("fedpg.rounds = 5", "fedpg.rounds", "unknown key")]
    [InlineData("akkka.loglevel = INFO", "akkka", "akka")]
    public void A_misspelt_key_or_an_invalid_value_is_named(string line, string first, string second)
    {
        var error = Should.Throw<SpecificationException>(() => Read(line));
        error.Message.ShouldContain(first);
        error.Message.ShouldContain(second);
        error.Message.ShouldStartWith(_folder.File("process.conf"));
    }

    private ProcessConfiguration Read(string text) => ProcessReader.Read(_folder.Write("process.conf", text));
}
