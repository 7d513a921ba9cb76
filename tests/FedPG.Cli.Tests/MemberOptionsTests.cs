using System.Net;
using FedPG.Actors.Options;
using FedPG.Tool.Commands;

namespace FedPG.Cli.Tests;

/// <summary>Where a cluster's process gets its address from: options, the environment, the file.</summary>
public class MemberOptionsTests
{
    private static readonly ClusterOptions File = new() { Hostname = "file", SeedNodes = ["file:1"] };

    [Fact]
    public void An_option_precedes_the_environment_and_the_environment_precedes_the_file()
    {
        var environment = Variables(("FEDPG_HOSTNAME", "variable"), ("FEDPG_SEED_NODES", "one:1, two:2"), ("FEDPG_PORT", "7"));
        var option = MemberOptions.Cluster("option", ["option:1"], environment, File, isNode: true);
        (option.Hostname, string.Join(' ', option.SeedNodes)).ShouldBe(("option", "option:1"));
        var variable = MemberOptions.Cluster(null, [], environment, File, isNode: true);
        (variable.Hostname, string.Join(' ', variable.SeedNodes)).ShouldBe(("variable", "one:1 two:2"));
        var file = MemberOptions.Cluster(null, [], Variables(), File, isNode: true);
        (file.Hostname, string.Join(' ', file.SeedNodes)).ShouldBe(("file", "file:1"));
        MemberOptions.Port("8", environment).ShouldBe(8);
        MemberOptions.Port(null, environment).ShouldBe(7);
        MemberOptions.Port(null, Variables()).ShouldBeNull();
    }

    [Fact]
    public void An_empty_variable_counts_as_none()
    {
        var environment = Variables(("FEDPG_HOSTNAME", ""), ("FEDPG_SEED_NODES", ""), ("FEDPG_PORT", ""));
        MemberOptions.Cluster(null, [], environment, File, isNode: true).Hostname.ShouldBe("file");
        MemberOptions.Port(null, environment).ShouldBeNull();
    }

    [Theory]
    [InlineData("FEDPG_HOSTNAME", "no such:host", "FEDPG_HOSTNAME: found 'no such:host'; accepted: the name or address")]
    [InlineData("FEDPG_SEED_NODES", "server", "FEDPG_SEED_NODES: found 'server'; accepted: HOST:PORT")]
    [InlineData("FEDPG_PORT", "99999", "FEDPG_PORT: found 99999; accepted: an integer from 0 to 65535")]
    public void A_variable_with_a_bad_value_is_named(string name, string value, string line)
    {
        var environment = Variables((name, value));
        Should.Throw<SpecificationException>(() =>
        {
            MemberOptions.Cluster(null, [], environment, File, isNode: true);
            MemberOptions.Port(null, environment);
        }).Message.ShouldStartWith(line);
    }

    [Fact]
    public void Auto_is_the_address_towards_the_seed_node_for_a_node_and_something_others_can_use_for_a_server()
    {
        var here = File with { SeedNodes = ["127.0.0.1:4053"] };
        MemberOptions.Cluster("auto", [], Variables(), here, isNode: true).Hostname.ShouldBe("127.0.0.1");
        var nowhere = File with { SeedNodes = ["no-such-host.invalid:1"] };
        string away = MemberOptions.Cluster("auto", [], Variables(), nowhere, isNode: true).Hostname;
        IPAddress.TryParse(away, out _).ShouldBeTrue(away);
        string server = MemberOptions.Cluster(null, [], Variables(), File with { Hostname = "auto" }, isNode: false).Hostname;
        (server == Dns.GetHostName() || IPAddress.TryParse(server, out _)).ShouldBeTrue(server);
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(variable => variable.Name == name).Value;
}
