using Akka.Actor;
using Akka.Hosting;
using FedPG.Actors.Hosting;
using FedPG.Federation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FedPG.Actors.Tests.Hosting;

/// <summary>A host that stops while one of its services trains.</summary>
public class HostEndTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_critical_is_logged_whichever_ends_first_the_service_or_the_actor_system(bool serviceFirst)
    {
        using var log = new HostLog();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        // Services are stopped in reverse order.
        if (!serviceFirst) builder.Services.AddHostedService<Training>();
        builder.Services.AddAkka("service", (akka, _) => akka.WithFederation(threads: 1));
        if (serviceFirst) builder.Services.AddHostedService<Training>();
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<TaskCompletionSource>().Task.WaitAsync(TimeSpan.FromSeconds(60));
        await host.StopAsync();
        log.Entries.Where(entry => entry.Level >= LogLevel.Error).ShouldBeEmpty();
        var training = host.Services.GetServices<IHostedService>().OfType<Training>().Single();
        training.ExecuteTask!.IsCompleted.ShouldBeTrue();
        training.ExecuteTask.IsFaulted.ShouldBeFalse();
    }

    private sealed class Training(ActorSystem system, TaskCompletionSource trains) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await foreach (var report in ActorRuntime.On(system).ScoreAsync(Federations.Synthetic(rounds: int.MaxValue), stoppingToken))
            {
                if (report.Round == 3) trains.TrySetResult();
            }
        }
    }
}
