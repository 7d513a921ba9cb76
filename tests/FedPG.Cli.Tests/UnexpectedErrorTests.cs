using System.Net;
using System.Net.Sockets;
using FedPG.Tool.Output;

namespace FedPG.Cli.Tests;

/// <summary>
/// An unexpected fault in each verb: one line that names the file with the details, and no stack trace on the terminal.
/// </summary>
public class UnexpectedErrorTests : Workspace
{
    private const string Mdp = """
        {"format":"fedpg-mdp/1","discount":0.9,"initialDistribution":[1,0],"environments":[{"name":"e0",
        "transitions":[[[1,0],[0,1]],[[1,0],[0,1]]],"rewards":[[0,1],[1,0]]}]}
        """;

    private const string Policy = """{"format":"fedpg-policy/1","parameterization":"softmax","parameters":[[0,0],[0,0]]}""";

    [Theory]
    [InlineData("describe")]
    [InlineData("evaluate")]
    [InlineData("run")]
    [InlineData("report")]
    public async Task A_fault_in_a_verb_is_one_line(string verb)
    {
        string mdp = Write("w.mdp.json", Mdp), policy = Write("p.json", Policy);
        if (verb == "report") (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        string[] arguments = verb switch
        {
            "describe" => ["describe", "--mdp", mdp],
            "evaluate" => ["evaluate", "--mdp", mdp, "--policy", policy],
            "run" => ["run", Small(), "--out", Path("out"), "--quiet"],
            _ => ["report", Path("out")],
        };
        var tool = await Tool.RunAsync(new FaultyWriter(), new StringWriter(), arguments);
        string file = ShouldBeOneLine(tool);
        if (verb == "run") System.IO.Path.GetDirectoryName(file).ShouldBe(Path("out"));
    }

    [Fact]
    public async Task A_fault_in_a_node_is_one_line()
    {
        // The first that a node says, on standard error, is that it has joined.
        int port = FreePort();
        string[] arguments = ["node", "--role", "server", "--port", $"{port}", "--seed-node", $"127.0.0.1:{port}"];
        ShouldBeOneLine(await Tool.RunAsync(new StringWriter(), new FaultyWriter { Faults = 1 }, arguments));
    }

    [Fact]
    public async Task A_full_disk_behind_the_standard_streams_is_exit_code_1()
    {
        var full = new FaultyWriter { Fault = () => new IOException("No space left on device") };
        (await Tool.RunAsync(full, new TolerantWriter(full), "describe", "--mdp", Write("w.mdp.json", Mdp))).Code.ShouldBe(1);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ShouldBeOneLine(Tool tool)
    {
        tool.Code.ShouldBe(1, tool.Error);
        string line = tool.ErrorLines.Single();
        line.ShouldStartWith("fedpg: failed unexpectedly (InvalidTimeZoneException: injected); details are in ");
        string file = line.Split("details are in ")[1];
        string details = File.ReadAllText(file);
        details.ShouldContain("   at ");
        File.Delete(file);
        return file;
    }
}
