using System.Data.Common;
using FedPG.Actors.Wire;
using Microsoft.Data.Sqlite;

namespace FedPG.Checkpoints;

/// <summary>A SQLite file. It is opened for each use, so that a removed or replaced file is never written to by mistake.</summary>
internal sealed class SqliteDatabase(string path) : CheckpointDatabase(path)
{
    public override bool IsShared => false;

    internal override async Task<DbConnection?> OpenToReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Name)) return null;

        // Opened for writing although nothing is written: this rolls back an unfinished transaction of a killed process.
        var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken).ConfigureAwait(false);
        await using var find = connection.CreateCommand();
        find.CommandText = $"SELECT max(name = '{CheckpointTable.Name}') FROM sqlite_schema WHERE type = 'table'";
        object? found = await find.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        if (found is 1L) return connection;
        await connection.DisposeAsync().ConfigureAwait(false);
        return found is 0L
            ? throw new MalformedMessageException(
                $"found the tables of another version; accepted: {CheckpointTable.Name} ({CheckpointChain.Format}), or --overwrite")
            : null;
    }

    internal override async Task<DbConnection> OpenToWriteAsync(bool isNew)
    {
        var connection = await OpenAsync(isNew ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, CancellationToken.None)
            .ConfigureAwait(false);
        if (!isNew) return connection;
        await using var create = connection.CreateCommand();
        create.CommandText = CheckpointTable.Schema("INTEGER", "BLOB") + " STRICT";
        await create.ExecuteNonQueryAsync().ConfigureAwait(false);
        return connection;
    }

    private protected override async Task CheckContentAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Name)) return;
        await using var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check";
        string found = $"{await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false)}";
        if (found != "ok")
            throw new SpecificationException($"{Name}: cannot be used for checkpoints: it is damaged: {found.ReplaceLineEndings(" ")}");
    }

    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        // DefaultTimeout is how long to wait for another process's lock.
        var text = new SqliteConnectionStringBuilder { DataSource = Name, Pooling = false, Mode = mode, DefaultTimeout = Patience };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
