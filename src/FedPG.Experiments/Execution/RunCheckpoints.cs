using System.Collections.Immutable;
using System.Diagnostics;
using FedPG.Actors.Options;
using FedPG.Checkpoints;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>The checkpoints of one run: when they are due, and what they hold.</summary>
/// <param name="store">The store.</param>
/// <param name="name">The run's name in the store.</param>
/// <param name="fingerprint">The run's fingerprint.</param>
/// <param name="options">When checkpoints are due.</param>
/// <param name="isShared">Whether other machines share the store: then the last state is saved too, for a server that takes over the
/// experiment.</param>
/// <param name="stored">The existing checkpoints of the run.</param>
internal sealed class RunCheckpoints(
    CheckpointStore store, string name, string fingerprint, CheckpointOptions options, bool isShared, StoredRun? stored)
{
    private long _lastSaved = Stopwatch.GetTimestamp();
    private int _lastRound = stored?.Last.State.Round ?? 0;
    private bool _isUsed = isShared || stored is not null;
    private BestRound? _best = stored?.Last.Best;
    private Task _saving = Task.CompletedTask;

    /// <summary>The state from which the run continues; null to start from the beginning.</summary>
    public StoredRun? Stored => stored;

    /// <summary>Whether a checkpoint is due after a round: never while one is being saved, and immediately after one could not be
    /// saved.</summary>
    public bool IsDue(int round) => _saving.IsFaulted || (_saving.IsCompleted && round - _lastRound >= options.Every
        && (options.Interval is not { } interval || Stopwatch.GetElapsedTime(_lastSaved) >= interval));

    /// <summary>Starts to save a state after the previous save; the run does not wait for the database.</summary>
    /// <param name="state">The state.</param>
    /// <param name="totals">The totals so far.</param>
    /// <param name="best">The best round so far that a run of more rounds would have too.</param>
    /// <param name="elapsedSeconds">Wall-clock seconds of the run so far.</param>
    /// <param name="appended">Bytes appended to the run's files since the previous checkpoint.</param>
    /// <param name="closing">Further bytes appended only because the run ends here.</param>
    public async Task BeginAsync(
        FederationState state, RoundTotals totals, BestRound? best, double elapsedSeconds, ImmutableArray<RecordedText> appended,
        ImmutableArray<RecordedText> closing)
    {
        await _saving.ConfigureAwait(false);
        var checkpoint = new RunCheckpoint
        {
            Fingerprint = fingerprint,
            State = state,
            Totals = totals,
            Best = ReferenceEquals(best, _best) ? null : best,
            ElapsedSeconds = elapsedSeconds,
            Records = appended,
            Closing = closing,
        };
        (_lastRound, _lastSaved, _isUsed, _best) = (state.Round, Stopwatch.GetTimestamp(), true, best);
        _saving = Task.Run(() => SaveAsync(checkpoint));
    }

    // A database that fails is no failure of this run: like a full disk, it ends all runs of the experiment, which can be resumed.
    private async Task SaveAsync(RunCheckpoint checkpoint)
    {
        try
        {
            await store.SaveAsync(name, checkpoint).ConfigureAwait(false);
        }
        catch (SpecificationException error)
        {
            throw new IOException(error.Message, error);
        }
    }

    /// <summary>Completes when the pending save does, or fails with its error.</summary>
    public Task EndAsync() => _saving;

    /// <summary>Whether the state after the last round is saved.</summary>
    public bool IsLastDue(int round) => _isUsed && round > _lastRound;
}
