using System.Globalization;

namespace FedPG.Cluster.Tests;

/// <summary>samples/Service.Sample as a process of its own: a generic host whose background service trains.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-service-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_signal_cancels_the_service_before_its_actor_system_ends_and_the_next_process_continues()
    {
        using var first = Start();
        await first.AwaitLineAsync("round 100: J = ");
        int round = await StopAsync(first, "TERM");
        using var second = Start();
        string continued = await second.AwaitLineAsync("continues after round ");
        continued.ShouldEndWith(string.Create(CultureInfo.InvariantCulture, $"round {round}"));
        await second.AwaitLineAsync("J = ");
        (await StopAsync(second, "INT")).ShouldBeGreaterThan(round);
    }

    private ToolProcess Start() => ToolProcess.Start(
        Path.Combine(AppContext.BaseDirectory, "Service.Sample.dll"),
        [],
        ("Logging__Console__LogToStandardErrorThreshold", "Trace"),
        ("Checkpoints", Path.Combine(_folder.FullName, "service.db")));

    /// <summary>Stops the service and returns the round after which it stopped.</summary>
    private static async Task<int> StopAsync(ToolProcess service, string signal)
    {
        await service.SignalAsync(signal);
        (await service.AwaitExitAsync()).ShouldBe(0, service.Error);
        string stopped = service.Error.Split('\n').Single(line => line.Contains("stopped after round", StringComparison.Ordinal));
        stopped.ShouldEndWith("; the actor system still works");

        // What a host says of a service that has thrown, and Akka of actors that were ended under it.
        foreach (string trouble in (string[])["crit: ", "fail: ", "warn: ", "Exception", "   at "]) service.Error.ShouldNotContain(trouble);
        return int.Parse(stopped.Split("stopped after round ")[1].Split(';')[0], CultureInfo.InvariantCulture);
    }
}
