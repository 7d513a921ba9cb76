using System.Collections.Immutable;
using System.Diagnostics;
using FedPG.Actors.Checkpoints;
using FedPG.Actors.Options;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>One run's checkpoints: when they are due, and what they say.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="name">The run's name there.</param>
/// <param name="fingerprint">The run's fingerprint.</param>
/// <param name="options">When they are due.</param>
/// <param name="isShared">Whether other machines see the store: then the last state is saved too, for a server that takes the experiment over.</param>
/// <param name="stored">What the store holds of the run.</param>
internal sealed class RunCheckpoints(CheckpointStore store, string name, string fingerprint, CheckpointOptions options, bool isShared, StoredRun? stored)
{
    private long _lastSaved = Stopwatch.GetTimestamp();
    private int _lastRound = stored?.Last.State.Round ?? 0;
    private bool _isUsed = isShared || stored is not null;
    private Task _saving = Task.CompletedTask;

    /// <summary>Where the run continues; null is from the beginning.</summary>
    public StoredRun? Stored => stored;

    /// <summary>Whether a checkpoint is due after a round: never while one is still being saved, at once when one could not be saved.</summary>
    public bool IsDue(int round) => _saving.IsFaulted || (_saving.IsCompleted && round - _lastRound >= options.Every
        && (options.Interval is not { } interval || Stopwatch.GetElapsedTime(_lastSaved) >= interval));

    /// <summary>Begins to save a state, once the one before is saved; the run does not wait for the database.</summary>
    /// <param name="state">The state.</param>
    /// <param name="totals">What has been counted.</param>
    /// <param name="elapsedSeconds">Wall-clock seconds the run has taken.</param>
    /// <param name="appended">What was appended to its files since the checkpoint before.</param>
    /// <param name="closing">What was appended after it only because the run ends here.</param>
    public async Task BeginAsync(
        FederationState state, RoundTotals totals, double elapsedSeconds, ImmutableArray<RecordedText> appended, ImmutableArray<RecordedText> closing)
    {
        await _saving.ConfigureAwait(false);
        var checkpoint = new RunCheckpoint
        {
            Fingerprint = fingerprint,
            State = state,
            Totals = totals,
            ElapsedSeconds = elapsedSeconds,
            Records = appended,
            Closing = closing,
        };
        (_lastRound, _lastSaved, _isUsed) = (state.Round, Stopwatch.GetTimestamp(), true);
        _saving = Task.Run(() => store.SaveAsync(name, checkpoint));
    }

    /// <summary>Completes when what was begun is saved, or fails with it.</summary>
    public Task EndAsync() => _saving;

    /// <summary>Whether the state after the last round belongs into the store.</summary>
    public bool IsLastDue(int round) => _isUsed && round > _lastRound;
}
