using System.Collections.Concurrent;
using FedPG.Actors.Checkpoints;
using FedPG.Actors.Options;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Execution;

/// <summary>The checkpoints of an experiment's runs. Whatever speaks against going on is found before anything is written.</summary>
internal sealed class ExperimentCheckpoints : IAsyncDisposable
{
    /// <summary>The name of the SQLite file in the experiment's folder.</summary>
    public const string FileName = "checkpoints.db";

    private readonly string _folder;
    private readonly string _experiment;
    private readonly CheckpointDatabase _database;
    private readonly CheckpointStore _store;
    private readonly bool _isShared;
    private bool _isResumed;
    private readonly ConcurrentDictionary<string, StoredRun> _stored = [];

    public ExperimentCheckpoints(string folder, string experiment, DatabaseOptions options)
    {
        (_folder, _experiment) = (folder, experiment);
        _isShared = options.Connection != DatabaseOptions.Sqlite;
        _database = _isShared ? CheckpointDatabase.PostgreSql(options.Connection) : CheckpointDatabase.Sqlite(Path.Combine(folder, FileName));
        _store = new CheckpointStore(_database);
    }

    /// <summary>Looks at what there is of the runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="start">What to do with it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SpecificationException">The database cannot be used, a checkpoint is damaged or of other settings, or there is one and nobody said what to do with it.</exception>
    public async Task PrepareAsync(IReadOnlyList<PlannedRun> runs, ExperimentStart start, CancellationToken cancellationToken)
    {
        _isResumed = start == ExperimentStart.Resume;

        // Without a file there is nothing to be read, and opening the store would cost a second.
        if (!_isShared && (start == ExperimentStart.Overwrite || !File.Exists(_database.Name))) return;
        await _database.CheckAsync(cancellationToken).ConfigureAwait(false);
        foreach (var run in runs)
        {
            if (await _store.LoadAsync(NameOf(run)).ConfigureAwait(false) is not { } stored) continue;
            if (start == ExperimentStart.Overwrite)
            {
                await _store.ForgetAsync(NameOf(run)).ConfigureAwait(false);
                continue;
            }

            if (start == ExperimentStart.New) throw new SpecificationException(_database.Name, $"checkpoints of '{_experiment}'", "another name of the experiment, --resume or --overwrite");
            if (stored.Last.Fingerprint != RunFingerprint.Of(run)) throw Foreign(_database.Name, run);
            _stored[NameOf(run)] = stored;
        }
    }

    /// <summary>How a run ended, if it was completed before and the experiment is resumed.</summary>
    /// <exception cref="SpecificationException">The folder holds a run of other settings.</exception>
    public RunSummary? Completed(PlannedRun run)
    {
        string folder = Path.Combine(_folder, run.Run.Run);
        if (!_isResumed || RunMark.Read(folder) is not { } mark) return null;
        return mark.Fingerprint == RunFingerprint.Of(run) ? mark.Summary : throw Foreign(folder, run);
    }

    /// <summary>A run's own.</summary>
    public RunCheckpoints Of(PlannedRun run) => new(_store, NameOf(run), RunFingerprint.Of(run), run.Run.Settings.Checkpoint, _isShared)
    {
        Stored = _stored.GetValueOrDefault(NameOf(run)),
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static SpecificationException Foreign(string where, PlannedRun run) =>
        new(where, $"run '{run.Run.Run}' of other settings", "the settings it was begun with, or --overwrite");

    private string NameOf(PlannedRun run) => $"{_experiment}/{run.Run.Run}";
}
