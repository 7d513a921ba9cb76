using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Sql;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Checkpoints;

/// <summary>The checkpoints of many runs in one database, by Akka.Persistence. Safe for use by several threads, a run by one at a time.</summary>
public sealed class CheckpointStore : IAsyncDisposable
{
    private readonly CheckpointDatabase _database;
    private readonly Lazy<ActorSystem> _system;
    private readonly ConcurrentDictionary<string, Lazy<Task<Entry>>> _runs = [];

    /// <summary>A store in a database; nothing is opened before it is used.</summary>
    public CheckpointStore(CheckpointDatabase database)
    {
        _database = database;
        _system = new(() => ActorSystem.Create("fedpg-checkpoints", Configuration(database)));
    }

    private sealed record Entry(IActorRef Actor, StoredRun? Stored);

    /// <summary>What the store holds of a run; null when that is nothing.</summary>
    /// <param name="run">The run's name in this database.</param>
    /// <exception cref="SpecificationException">The database cannot be used, or what it holds is damaged.</exception>
    public async Task<StoredRun?> LoadAsync(string run) => (await OpenAsync(run).ConfigureAwait(false)).Stored;

    /// <summary>Adds a checkpoint; it is in the database when this completes.</summary>
    /// <param name="run">The run's name in this database.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="SpecificationException">The database does not take it: it has failed, or somebody else goes on with the run.</exception>
    public Task SaveAsync(string run, RunCheckpoint checkpoint) => TellAsync(run, done => new CheckpointActor.Save(checkpoint, done));

    /// <summary>Forgets a run.</summary>
    /// <param name="run">The run's name in this database.</param>
    /// <exception cref="SpecificationException">The database cannot be used.</exception>
    public async Task ForgetAsync(string run)
    {
        await TellAsync(run, done => new CheckpointActor.Forget(done)).ConfigureAwait(false);
        if (_runs.TryRemove(run, out var entry)) await (await entry.Value.ConfigureAwait(false)).Actor.GracefulStop(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_system.IsValueCreated) await _system.Value.Terminate().ConfigureAwait(false);
    }

    private async Task TellAsync(string run, Func<TaskCompletionSource, object> command)
    {
        var entry = await OpenAsync(run).ConfigureAwait(false);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        entry.Actor.Tell(command(done));
        await Translated(done.Task).ConfigureAwait(false);
    }

    private Task<Entry> OpenAsync(string run) => _runs.GetOrAdd(run, name => new(() => RecoverAsync(name))).Value;

    private async Task<Entry> RecoverAsync(string run)
    {
        var loaded = new TaskCompletionSource<StoredRun?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = _system.Value.ActorOf(CheckpointActor.Props(run, loaded));
        await Translated(loaded.Task).ConfigureAwait(false);
        return new Entry(actor, await loaded.Task.ConfigureAwait(false));
    }

    private async Task Translated(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception error) when (error is not SpecificationException)
        {
            throw _database.Unusable(error);
        }
    }

    private static Config Configuration(CheckpointDatabase database) => ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = ERROR
          stdout-loglevel = ERROR
          loggers = []
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          persistence.journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              connection-string = "{{database.ConnectionString.Replace("\\", "\\\\").Replace("\"", "\\\"")}}"
              provider-name = "{{database.Provider}}"
              auto-initialize = true
            }
          }
          persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.local"
        }
        """).WithFallback(ActorConfiguration.Reference).WithFallback(SqlPersistence.DefaultConfiguration);
}
