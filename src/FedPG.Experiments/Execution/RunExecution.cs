using System.Collections.Immutable;
using System.Diagnostics;
using FedPG.Checkpoints;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>Executes one run into its folder: scores and timings after each scored round, checkpoints when they are due, the last and
/// the best policy at the end.</summary>
internal sealed class RunExecution(
    string folder, PlannedRun run, string environment, RunCheckpoints checkpoints, IExperimentObserver observer)
{
    /// <summary>The time limit for the checkpoint of an interrupted run.</summary>
    private static readonly TimeSpan InterruptedSaving = TimeSpan.FromMilliseconds(300);

    private readonly Stopwatch _clock = new();
    private readonly double _before = checkpoints.Stored?.Last.ElapsedSeconds ?? 0;
    private readonly BestRounds _best = new(checkpoints.Stored?.Last.Best);
    private readonly RoundScorer _scorer = new(run.Federation, run.Algorithm, checkpoints.Stored?.Last.Totals ?? default);
    private FederationState _state = checkpoints.Stored?.Last.State ?? FederationState.Initial(run.Algorithm.InitialParameters);
    private RoundReport? _last;

    /// <summary>The bytes appended before a closing row, one that a run of more rounds would not have; null until there is such a
    /// row.</summary>
    private ImmutableArray<RecordedText>? _beforeClosing;

    private long Steps => _last is null ? 0 : _last.TotalParticipants * run.Algorithm.StepsPerTraining;

    private double Elapsed => _before + _clock.Elapsed.TotalSeconds;

    /// <summary>The run's summary, without reference values; null if the run was interrupted before anything was scored.</summary>
    public async Task<RunSummary?> ExecuteAsync(IFederationRuntime runtime, string fingerprint, CancellationToken cancellationToken)
    {
        string? failure = null;
        var mark = new RunMark { Format = RunMark.CurrentFormat, Fingerprint = fingerprint, Rounds = run.Federation.Rounds };
        try
        {
            Directory.CreateDirectory(folder);
            File.Delete(Path.Combine(folder, FailureFile.Name));
            mark.Write(folder);
            await TrainAsync(runtime, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception error) when (error is not (IOException or UnauthorizedAccessException))
        {
            // A failed run must not lose the results of the others.
            failure = error.Message.ReplaceLineEndings(" ");
            FailureFile.TryWrite(folder, error);
            if (_last is null) throw;
        }

        if (_last is null) return null;
        PolicyRecord.Write(folder, run, _last);
        if (_best.Best is { } best) PolicyRecord.WriteBest(folder, run, best);
        var summary = Summarize(_last, failure);
        if (summary.Completed) (mark with { Summary = summary, Files = RunDigests.Of(folder, run) }).Write(folder);
        observer.RunEnded(summary);
        return summary;
    }

    private async Task TrainAsync(IFederationRuntime runtime, CancellationToken cancellationToken)
    {
        using var files = checkpoints.Stored is { } stored
            ? RunFiles.Restore(folder, run, stored, TimeProvider.System)
            : RunFiles.Create(folder, run, TimeProvider.System);
        if (checkpoints.Stored is not null)
        {
            _last = _scorer.Report(_state);
            if (_scorer.IsClosing(_state.Round)) _best.Add(_last, isClosing: true);
        }

        _clock.Start();
        try
        {
            var outcomes = runtime.RunAsync(run.Federation, checkpoints.Stored?.Last.State, cancellationToken);
            await foreach (
                var together in outcomes.TogetherAsync(_scorer.Capacity, outcome => checkpoints.IsDue(outcome.Round), cancellationToken)
                    .ConfigureAwait(false))
            {
                Record(together, files);
                if (checkpoints.IsDue(_state.Round)) await BeginCheckpointAsync(files).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await SaveInterruptedAsync(files).ConfigureAwait(false);
            throw;
        }
        catch
        {
            // The run's own failure is the one to report.
            await checkpoints.EndAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        _clock.Stop();
        if (checkpoints.IsLastDue(_state.Round)) await BeginCheckpointAsync(files).ConfigureAwait(false);
        await checkpoints.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Saves the state of an interrupted run. After the time limit the save continues in the background, so that the records are
    /// not delayed.</summary>
    private async Task SaveInterruptedAsync(RunFiles files)
    {
        var saving = SaveAsync();
        await Task.WhenAny(saving, Task.Delay(InterruptedSaving)).ConfigureAwait(false);
        if (saving.IsCompleted) await saving.ConfigureAwait(false);

        async Task SaveAsync()
        {
            if (_last is not null) await BeginCheckpointAsync(files).ConfigureAwait(false);
            await checkpoints.EndAsync().ConfigureAwait(false);
        }
    }

    private void Record(IReadOnlyList<RoundOutcome> outcomes, RunFiles files)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Round == 0) continue;
            files.Expect(_state, outcome);
            _state = _state.After(outcome);
        }

        foreach (var report in _scorer.Next(outcomes))
        {
            _last = report;
            bool isClosing = _scorer.IsClosing(report.Round);
            if (isClosing) _beforeClosing = files.TakeAppended();
            _best.Add(report, isClosing);
            files.Append(report, new TimingRow(report.Round, Elapsed, Steps, report.Repairs));
            observer.RoundScored(run.Run, report, Steps);
        }
    }

    private Task BeginCheckpointAsync(RunFiles files)
    {
        var appended = files.TakeAppended();
        return _beforeClosing is { } before
            ? checkpoints.BeginAsync(_state, _scorer.Totals, _best.Regular, Elapsed, before, closing: appended)
            : checkpoints.BeginAsync(_state, _scorer.Totals, _best.Regular, Elapsed, appended, closing: []);
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
        ObjectiveStandardError = last.Episodes?.StandardError,
        UndiscountedReturn = last.Episodes?.Return,
        ReturnStandardError = last.Episodes?.ReturnStandardError,
        EpisodeLength = last.Episodes?.Length,
        EndedFraction = last.Episodes?.Ended,
        BestObjective = _best.Best?.Objective,
        BestRound = _best.Best?.Round,
        EnvironmentSteps = Steps,
        ElapsedSeconds = Elapsed,
        EnvironmentStepsPerSecond = Elapsed > 0 ? Steps / Elapsed : 0,
        RaisedProbabilities = _scorer.Totals.MovedInAll.Raised,
        MassMoved = _scorer.Totals.MovedInAll.Mass,
        Period = run.Federation.Policy.Period,
        Environment = environment,
        Sweep = run.Run.Point,
        Notices = [.. RunNotices.Of(run, last, failure)],
    };
}
