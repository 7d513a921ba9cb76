using Akka.Actor;
using Akka.Hosting;
using FedPG.Actors.Hosting;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FedPG.Actors.Tests;

/// <summary>When a reader of scored rounds stops before the last round, the run's actors end and the reader sees its own reason.</summary>
public class EarlyLeaveTests
{
    /// <summary>Rounds long enough that the reader always has to wait for the next one.</summary>
    private static readonly FederationSpecification Endless = Federations.Synthetic(rounds: int.MaxValue) with
    {
        Local = new LocalOptions { Steps = 20, Batch = 200, Horizon = 200 },
    };

    [Fact]
    public async Task A_break_ends_the_runs_actors() => await ShouldEndAsync(async runtime =>
    {
        await foreach (var report in runtime.ScoreAsync(Endless))
        {
            if (report.Round == 2) break;
        }
    });

    [Fact]
    public async Task An_exception_of_the_readers_is_seen_and_ends_the_runs_actors() => await ShouldEndAsync(async runtime =>
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in runtime.ScoreAsync(Endless)) throw new InvalidOperationException("the reader's own");
        });
        error.Message.ShouldBe("the reader's own");
    });

    [Fact]
    public async Task A_token_ends_the_runs_actors() => await ShouldEndAsync(async runtime =>
    {
        using var source = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var report in runtime.ScoreAsync(Endless, source.Token))
            {
                if (report.Round == 2) await source.CancelAsync();
            }
        });
    });

    private static async Task ShouldEndAsync(Func<ActorRuntime, Task> leave)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddAkka("service", akka => akka.WithFederation(threads: 1));
        using var host = builder.Build();
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        await leave(ActorRuntime.On(system));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await IsThereAsync(system)) await timer.WaitForNextTickAsync(limit.Token);
        await host.StopAsync();
    }

    private static async Task<bool> IsThereAsync(ActorSystem system)
    {
        try
        {
            await system.ActorSelection("/user/server-*").ResolveOne(TimeSpan.FromMilliseconds(500));
            return true;
        }
        catch (ActorNotFoundException)
        {
            return false;
        }
    }
}
