using System.Diagnostics;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>Executes one run into its folder: rounds.csv and timings.csv as it goes, the policy at its end.</summary>
internal sealed class RunExecution(string folder, PlannedRun run, string environment, IExperimentObserver observer)
{
    private readonly Stopwatch _clock = new();
    private RoundReport? _last;
    private long _raised;
    private double _mass;

    private long Steps => _last is null ? 0 : _last.TotalParticipants * run.Algorithm.StepsPerTraining;

    /// <summary>The run's summary, without reference values; null when it was interrupted before anything was scored.</summary>
    public async Task<RunSummary?> ExecuteAsync(IFederationRuntime runtime, CancellationToken cancellationToken)
    {
        string? failure = null;
        try
        {
            await TrainAsync(runtime, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception error) when (error is not (IOException or UnauthorizedAccessException))
        {
            // One run that fails must not take the others' results with it.
            failure = error.Message.ReplaceLineEndings(" ");
            if (_last is null) throw;
        }

        if (_last is null) return null;
        PolicyRecord.Write(folder, run, _last);
        var summary = Summarize(_last, failure);
        observer.RunEnded(summary);
        return summary;
    }

    private async Task TrainAsync(IFederationRuntime runtime, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        using var rounds = RoundsFile.Create(Path.Combine(folder, RoundsFile.FileName));
        using var timings = TimingsFile.Create(Path.Combine(folder, TimingsFile.FileName));
        using var diagnostics = RunDiagnostics.Start(folder, run);
        _clock.Start();
        await foreach (var report in runtime.ScoreAsync(run.Federation, cancellationToken).ConfigureAwait(false))
        {
            _last = report;
            _raised += report.RaisedProbabilities;
            _mass += report.MassMoved;
            rounds.Append(report);
            diagnostics?.Append(report);
            timings.Append(new TimingRow(report.Round, _clock.Elapsed.TotalSeconds, Steps, report.Repairs));
            observer.RoundScored(run.Run, report, Steps);
        }

        _clock.Stop();
    }

    private RunSummary Summarize(RoundReport last, string? failure) => new()
    {
        Run = run.Run.Run,
        Variant = run.Run.Variant,
        Algorithm = run.Algorithm.Name,
        Seed = run.Run.Seed,
        Rounds = last.Round,
        Agents = run.Federation.Agents,
        Completed = last.Round == run.Federation.Rounds,
        Objective = last.Objective,
        RegularizedObjective = last.RegularizedObjective,
        OwnObjective = last.OwnObjective,
        EnvironmentSteps = Steps,
        ElapsedSeconds = _clock.Elapsed.TotalSeconds,
        EnvironmentStepsPerSecond = _clock.Elapsed.TotalSeconds > 0 ? Steps / _clock.Elapsed.TotalSeconds : 0,
        RaisedProbabilities = _raised,
        MassMoved = _mass,
        Period = run.Federation.Policy.Period,
        Environment = environment,
        Sweep = run.Run.Point,
        Notices = [.. RunNotices.Of(run, last, failure)],
    };
}
