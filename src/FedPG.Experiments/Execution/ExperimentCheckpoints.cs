using System.Collections.Concurrent;
using FedPG.Actors.Options;
using FedPG.Checkpoints;

namespace FedPG.Experiments.Execution;

/// <summary>The checkpoints of an experiment's runs. Anything that prevents the runs from continuing is found before anything is
/// written.</summary>
internal sealed class ExperimentCheckpoints
{
    /// <summary>The name of the SQLite file in the experiment's folder.</summary>
    public const string FileName = "checkpoints.db";

    /// <summary>A shorter wait is not reported.</summary>
    private static readonly TimeSpan Unsaid = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly string _experiment;
    private readonly CheckpointDatabase _database;
    private readonly CheckpointStore _store;
    private readonly ConcurrentDictionary<string, StoredRun> _stored = [];
    private readonly List<PlannedRun> _replaced = [];

    public ExperimentCheckpoints(string folder, string experiment, DatabaseOptions options)
    {
        (_folder, _experiment) = (folder, experiment);
        _database = options.Connection == DatabaseOptions.Sqlite
            ? CheckpointDatabase.Sqlite(Path.Combine(folder, FileName))
            : CheckpointDatabase.PostgreSql(options.Connection);
        _store = new CheckpointStore(_database);
    }

    /// <summary>Checks that a shared database answers, before the server waits for nodes.</summary>
    /// <exception cref="SpecificationException">The database does not answer.</exception>
    public async Task CheckAsync(IExperimentObserver observer, CancellationToken cancellationToken)
    {
        if (!_database.IsShared) return;
        var check = _database.CheckAsync(cancellationToken);
        var first = await Task.WhenAny(check, Task.Delay(Unsaid, cancellationToken)).ConfigureAwait(false);
        if (first != check) observer.Waiting($"for {_database.Name}, until the connection times out");
        await check.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the existing checkpoints of the runs. Nothing is written.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="start">What to do with existing checkpoints.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SpecificationException">
    /// The database cannot be used, a checkpoint is damaged or of other settings, or checkpoints exist and the command line has neither
    /// <c>--resume</c> nor <c>--overwrite</c>.
    /// </exception>
    public async Task PrepareAsync(IReadOnlyList<PlannedRun> runs, ExperimentStart start, CancellationToken cancellationToken)
    {
        // A SQLite file is replaced together with the folder.
        if (!_database.IsShared && start == ExperimentStart.Overwrite) return;
        await _database.CheckAsync(cancellationToken).ConfigureAwait(false);

        // Replaced checkpoints may be damaged or of another version, so they are not read.
        if (start == ExperimentStart.Overwrite)
        {
            _replaced.AddRange(runs);
            return;
        }

        foreach (var run in runs)
        {
            if (await _store.LoadAsync(NameOf(run), cancellationToken).ConfigureAwait(false) is not { } stored) continue;
            if (start == ExperimentStart.New)
                throw new SpecificationException(
                    _database.Name, $"checkpoints of '{_experiment}'", "another name for the experiment, --resume or --overwrite");
            RunContinuation.Check(_database.Name, run, stored.Last.Fingerprint, stored.Last.State.Round);
            RunFiles.Check(_database.Name, run, stored);
            _stored[NameOf(run)] = stored;
        }
    }

    /// <summary>Deletes the checkpoints of runs that are replaced.</summary>
    /// <exception cref="SpecificationException">The database cannot be used.</exception>
    public async Task ForgetReplacedAsync()
    {
        foreach (var run in _replaced) await _store.ForgetAsync(NameOf(run)).ConfigureAwait(false);
    }

    /// <summary>The checkpoints of one run.</summary>
    public RunCheckpoints Of(PlannedRun run) =>
        new(
            _store, NameOf(run), RunFingerprint.Of(run), run.Run.Settings.Checkpoint, _database.IsShared,
            _stored.GetValueOrDefault(NameOf(run)));

    private string NameOf(PlannedRun run) => $"{_experiment}/{run.Run.Run}";
}
