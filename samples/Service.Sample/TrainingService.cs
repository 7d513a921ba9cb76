using Akka.Actor;
using FedPG.Actors;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Service.Sample;

/// <summary>Trains until the host stops.</summary>
internal sealed partial class TrainingService(ActorSystem system, ILogger<TrainingService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var specification = new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(discount: 0.99),
            Agents = 10,
            Rounds = int.MaxValue,
            Algorithm = "s-fedpg",
            Local = new LocalOptions { Steps = 5 },
            Evaluation = new EvaluationOptions { Every = 100, References = ReferenceScope.None },
        };
        int round = 0;
        try
        {
            await foreach (var report in ActorRuntime.On(system).ScoreAsync(specification, stoppingToken))
            {
                round = report.Round;
                LogRound(round, report.Objective);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host cancels the token first and ends the actor system afterwards: the actors are still there.
            LogStopped(round, system.WhenTerminated.IsCompleted ? "has ended" : "still works");
        }
    }

    [LoggerMessage(LogLevel.Information, "round {round}: J = {objective:F3}")]
    private partial void LogRound(int round, double objective);

    [LoggerMessage(LogLevel.Information, "stopped after round {round}; the actor system {state}")]
    private partial void LogStopped(int round, string state);
}
