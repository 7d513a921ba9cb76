using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using FedPG.Actors.Options;
using FedPG.Tool.Http;

namespace FedPG.Cli.Tests;

/// <summary>The endpoints of <c>--http</c>.</summary>
public class HttpEndpointTests
{
    [Fact]
    public async Task Health_readiness_metrics_and_status_are_served_on_the_loopback_interface()
    {
        var state = new State();
        int port = FreePort();
        using var server = MonitoringServer.Start(HttpAddress.Parse($"{port}"), state);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        (await GetAsync("/healthz")).ShouldBe((HttpStatusCode.OK, "ok\n"));
        (await GetAsync("/readyz")).ShouldBe((HttpStatusCode.OK, "ready\n"));
        state.Obstacle = "no server answers";
        (await GetAsync("/readyz")).ShouldBe((HttpStatusCode.ServiceUnavailable, "not ready: no server answers\n"));
        (await GetAsync("/healthz")).Code.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/status")).Text.ShouldBe("{\"state\":1}\n");
        (await GetAsync("/nothing")).Code.ShouldBe(HttpStatusCode.NotFound);
        using var metrics = await client.GetAsync("/metrics");
        metrics.Content.Headers.ContentType.ShouldBe(MediaTypeHeaderValue.Parse("text/plain; version=0.0.4; charset=utf-8"));
        (await metrics.Content.ReadAsStringAsync()).ShouldContain("# TYPE dotnet_process_memory_working_set_bytes gauge\n");
        using var post = await client.PostAsync("/status", content: null);
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);

        async Task<(HttpStatusCode Code, string Text)> GetAsync(string path)
        {
            using var response = await client.GetAsync(path);
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public void The_status_of_a_node_is_one_line_of_JSON()
    {
        var monitor = new MemberMonitor("agents", new ClusterOptions { Hostname = "a", SeedNodes = ["s:1"] }, CancellationToken.None);
        var waiting = JsonElement.Parse(monitor.Status());
        waiting.GetProperty("ready").GetBoolean().ShouldBeFalse();
        waiting.GetProperty("obstacle").GetString().ShouldBe("the process has not joined a cluster");
        waiting.GetProperty("address").ValueKind.ShouldBe(JsonValueKind.Null);
        (monitor.Readiness, monitor.Runs) = (() => null, () => 2);
        monitor.Joined(4054);
        monitor.Status().ShouldNotContain("\n");
        var joined = JsonElement.Parse(monitor.Status());
        joined.GetProperty("format").GetString().ShouldBe("fedpg-node-status/1");
        joined.GetProperty("ready").GetBoolean().ShouldBeTrue();
        joined.GetProperty("address").GetString().ShouldBe("a:4054");
        joined.GetProperty("seedNodes")[0].GetString().ShouldBe("s:1");
        joined.GetProperty("runs").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("9464", "127.0.0.1", 9464)]
    [InlineData("0.0.0.0:80", "0.0.0.0", 80)]
    [InlineData("*:80", "0.0.0.0", 80)]
    [InlineData("node-1.example:9464", "node-1.example", 9464)]
    public void A_port_is_on_the_loopback_interface_and_a_host_is_what_it_says(string text, string host, int port) =>
        HttpAddress.Parse(text).ShouldBe(new HttpAddress(host, port));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("web")]
    [InlineData("host:")]
    [InlineData(":80")]
    [InlineData("http://host:80")]
    [InlineData("a b:80")]
    public async Task Anything_else_is_refused_in_one_line(string text)
    {
        var tool = await Tool.RunAsync("node", "--seed-node", "127.0.0.1:9", "--http", text);
        tool.Code.ShouldBe(2);
        tool.ErrorLines.ShouldHaveSingleItem().ShouldContain($"--http: found '{text}'; accepted: PORT");
    }

    [Fact]
    public async Task A_port_in_use_is_refused_in_one_line_before_anything_else_happens()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        var tool = await Tool.RunAsync("node", "--seed-node", "127.0.0.1:9", "--http", $"{port}");
        tool.Code.ShouldBe(2);
        tool.ErrorLines.ShouldHaveSingleItem().ShouldContain($"--http 127.0.0.1:{port}: found Address already in use");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class State : IMonitored
    {
        public string? Obstacle { get; set; }

        public string Status() => "{\"state\":1}";
    }
}
