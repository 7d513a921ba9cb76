namespace FedPG.Cluster.Tests;

/// <summary>samples/Service.Sample as a process of its own: a generic host whose background service trains.</summary>
public class ServiceTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_cancels_the_service_before_its_actor_system_ends(string signal)
    {
        using var service = ToolProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "Service.Sample.dll"), [], ("Logging__Console__LogToStandardErrorThreshold", "Trace"));
        await service.AwaitLineAsync("round 100: J = ");
        await service.SignalAsync(signal);
        (await service.AwaitExitAsync()).ShouldBe(0, service.Error);
        string stopped = service.Error.Split('\n').Single(line => line.Contains("stopped after round", StringComparison.Ordinal));
        stopped.ShouldEndWith("the actor system still works");

        // What a host says of a service that has thrown, and Akka of actors that were ended under it.
        foreach (string trouble in (string[])["crit: ", "fail: ", "warn: ", "Exception", "   at "]) service.Error.ShouldNotContain(trouble);
    }
}
