using Akka.Actor;
using FedPG.Algorithms;
using FedPG.Checkpoints;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Service.Sample;

/// <summary>Trains until the host stops, saves a checkpoint, and continues from it when the host is started again.</summary>
internal sealed partial class TrainingService(
    IFederationRuntime runtime, CheckpointStore checkpoints, ActorSystem system, ILogger<TrainingService> logger) : BackgroundService
{
    private const string Run = "training";

    /// <summary>Names everything that decides the bits of the run: change it together with <see cref="Specification"/>.</summary>
    private const string Fingerprint = "synthetic, 10 agents, 5 steps, seed 0";

    private const int RoundsPerCheckpoint = 10_000;

    private static FederationSpecification Specification { get; } = new()
    {
        Environments = new SyntheticEnvironment().Build(discount: 0.99),
        Agents = 10,
        Rounds = int.MaxValue,
        Algorithm = "s-fedpg",
        Local = new LocalOptions { Steps = 5 },
        Evaluation = new EvaluationOptions { Every = 100, References = ReferenceScope.None },
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var algorithm = runtime.Catalogue.CreateAlgorithm(Specification);
        var last = (await checkpoints.LoadAsync(Run, stoppingToken))?.Last;
        if (last is not null && last.Fingerprint != Fingerprint)
            throw new InvalidOperationException($"the checkpoint is of another run: {last.Fingerprint}");
        var state = last?.State ?? FederationState.Initial(algorithm.InitialParameters);
        var scorer = new RoundScorer(Specification, algorithm, last?.Totals ?? default);
        if (last is not null) LogContinued(state.Round);
        try
        {
            await foreach (var outcome in runtime.RunAsync(Specification, last?.State, stoppingToken))
            {
                if (outcome.Round > 0) state = state.After(outcome);
                foreach (var report in scorer.Next([outcome])) LogRound(report.Round, report.Objective);
                if (state.Round % RoundsPerCheckpoint == 0 && outcome.Round > 0) await SaveAsync(state, scorer.Totals);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await SaveAsync(state, scorer.Totals);

            // The host cancels the token first and ends the actor system afterwards: the actors are still there.
            LogStopped(state.Round, system.WhenTerminated.IsCompleted ? "has ended" : "still works");
        }
    }

    private Task SaveAsync(FederationState state, RoundTotals totals) =>
        checkpoints.SaveAsync(Run, new RunCheckpoint { Fingerprint = Fingerprint, State = state, Totals = totals });

    [LoggerMessage(LogLevel.Information, "continues after round {round}")]
    private partial void LogContinued(int round);

    [LoggerMessage(LogLevel.Information, "round {round}: J = {objective:F3}")]
    private partial void LogRound(int round, double objective);

    [LoggerMessage(LogLevel.Information, "stopped after round {round}; the actor system {state}")]
    private partial void LogStopped(int round, string state);
}
