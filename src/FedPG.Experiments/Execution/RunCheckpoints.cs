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
/// <param name="isShared">Whether other machines see the store: then the last state is saved too, for whoever takes the experiment over.</param>
internal sealed class RunCheckpoints(CheckpointStore store, string name, string fingerprint, CheckpointOptions options, bool isShared)
{
    private long _lastSaved = Stopwatch.GetTimestamp();
    private int _lastRound;
    private bool _isUsed = isShared;
    private Task _saving = Task.CompletedTask;

    /// <summary>Where to go on; null is from the beginning.</summary>
    public StoredRun? Stored { get; init; }

    /// <summary>Whether a checkpoint is due after a round: never while one is still being saved.</summary>
    public bool IsDue(int round) => _saving.IsCompleted && round - _lastRound >= options.Every
        && (options.Interval is not { } interval || Stopwatch.GetElapsedTime(_lastSaved) >= interval);

    /// <summary>Begins to save a state, once the one before is saved; the run need not wait for it, opening the database alone takes it a second.</summary>
    public async Task BeginAsync(FederationState state, RoundTotals totals, double elapsedSeconds, ImmutableArray<RecordedText> appended)
    {
        await _saving.ConfigureAwait(false);
        var checkpoint = new RunCheckpoint
        {
            Fingerprint = fingerprint,
            State = state,
            Totals = totals,
            ElapsedSeconds = elapsedSeconds,
            Records = appended,
        };
        (_lastRound, _lastSaved, _isUsed) = (state.Round, Stopwatch.GetTimestamp(), true);
        _saving = Task.Run(() => store.SaveAsync(name, checkpoint));
    }

    /// <summary>Completes when what was begun is saved, or fails with it.</summary>
    public Task EndAsync() => _saving;

    /// <summary>Whether the state after the last round belongs into the store.</summary>
    public bool IsLastDue(int round) => _isUsed && round > _lastRound;
}
