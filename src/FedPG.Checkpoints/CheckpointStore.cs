using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using FedPG.Actors.Telemetry;
using FedPG.Actors.Wire;

namespace FedPG.Checkpoints;

/// <summary>The checkpoints of many runs in one database. Thread-safe across runs; each run may be used by one thread at a time.</summary>
public sealed class CheckpointStore(CheckpointDatabase database)
{
    private readonly ConcurrentDictionary<string, CheckpointChain> _chains = [];

    /// <summary>Loads a run; null if the store has none by that name.</summary>
    /// <param name="run">The run's name in this database.</param>
    /// <param name="cancellationToken">Cancels the load.</param>
    /// <exception cref="SpecificationException">The database cannot be used, or its content is damaged.</exception>
    public Task<StoredRun?> LoadAsync(string run, CancellationToken cancellationToken = default) => Translated(async () =>
    {
        var reader = new CheckpointReader(run);
        RunCheckpoint? last = null;
        var files = new Dictionary<string, ArrayBufferWriter<byte>>();
        await using (var connection = await database.OpenToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (connection is null) return Opened(run, reader.End(), null);
            await foreach (var row in CheckpointTable.ReadAsync(connection, run, cancellationToken).ConfigureAwait(false))
            {
                if (reader.Next(row) is not { } content) continue;
                var next = CheckpointCodec.Decode(content);
                foreach (var (file, text) in next.Records) Text(files, file).Write(text.Span);
                last = next with { Records = [], Best = next.Best ?? last?.Best };
            }
        }

        return Opened(
            run, reader.End(),
            last is null ? null : new StoredRun(last, files.ToImmutableDictionary(file => file.Key, file => file.Value.WrittenMemory)));
    });

    /// <summary>Adds a checkpoint, which is committed when this method completes.</summary>
    /// <param name="run">The run's name in this database.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="SpecificationException">The checkpoint could not be saved: the database has failed, or another process has
    /// continued the run.</exception>
    public async Task SaveAsync(string run, RunCheckpoint checkpoint)
    {
        if (!_chains.ContainsKey(run)) await LoadAsync(run).ConfigureAwait(false);
        await Translated(async () =>
        {
            byte[] content = CheckpointCodec.Encode(checkpoint);
            await AppendWithRetryAsync(run, _chains[run], content).WaitAsync(database.LimitFor(content.Length)).ConfigureAwait(false);
            FederationMeter.Checkpoints.Add(1);
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>Removes all checkpoints of a run.</summary>
    /// <param name="run">The run's name in this database.</param>
    /// <exception cref="SpecificationException">The database cannot be used.</exception>
    public Task ForgetAsync(string run) => Translated(async () =>
    {
        await using (var connection = await database.OpenToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (connection is not null) await CheckpointTable.ForgetAsync(connection, run).ConfigureAwait(false);
        }

        return Opened(run, CheckpointChain.Start(run), null);
    });

    private async Task AppendWithRetryAsync(string run, CheckpointChain from, byte[] content)
    {
        var to = from.With(content);
        try
        {
            await AppendAsync(run, from, to, content).ConfigureAwait(false);
        }
        catch (Exception error) when (database.IsWorthRepeating(error))
        {
            await AppendAsync(run, from, to, content).ConfigureAwait(false);
        }

        _chains[run] = to;
    }

    private async Task AppendAsync(string run, CheckpointChain from, CheckpointChain to, byte[] content)
    {
        await using var connection = await database.OpenToWriteAsync(isNew: from.Sequence == CheckpointChain.EndSequence)
            .ConfigureAwait(false);
        if (await CheckpointTable.AppendAsync(connection, run, from, to, content).ConfigureAwait(false)) return;

        // If the connection was lost during the commit, the record may or may not have been saved.
        await foreach (var end in CheckpointTable.ReadAsync(connection, run).ConfigureAwait(false))
        {
            if (end.Sequence == CheckpointChain.EndSequence && to.Matches(end.Checksum)) return;
            break;
        }

        throw new MalformedMessageException($"another process has saved or removed checkpoints of '{run}' since they were loaded");
    }

    private StoredRun? Opened(string run, CheckpointChain chain, StoredRun? stored)
    {
        _chains[run] = chain;
        return stored;
    }

    private async Task<T> Translated<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (SpecificationException or OperationCanceledException))
        {
            throw database.Unusable(error);
        }
    }

    private static ArrayBufferWriter<byte> Text(Dictionary<string, ArrayBufferWriter<byte>> files, string file) =>
        files.TryGetValue(file, out var text) ? text : files[file] = new ArrayBufferWriter<byte>();
}
