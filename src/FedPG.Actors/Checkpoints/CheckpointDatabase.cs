using System.Data.Common;
using System.Net.Sockets;

namespace FedPG.Actors.Checkpoints;

/// <summary>Where checkpoints are kept: a SQLite file, or a PostgreSQL database that several machines see. Its text never shows a password.</summary>
public abstract class CheckpointDatabase
{
    private protected CheckpointDatabase(string name) => Name = name;

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>Whether other machines may see it.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Seconds after which a database that does not answer is given up.</summary>
    internal const int Patience = 2;

    /// <summary>A SQLite file; it is made when the first checkpoint is.</summary>
    public static CheckpointDatabase Sqlite(string path) => new SqliteDatabase(path);

    /// <summary>A PostgreSQL database.</summary>
    /// <param name="connectionString">As Npgsql has it, e.g. <c>Host=…;Database=…;Username=…</c>; a password may come from PGPASSWORD or a .pgpass file.</param>
    /// <exception cref="SpecificationException">It is no such text; the message does not repeat it, since it may hold a password.</exception>
    public static CheckpointDatabase PostgreSql(string connectionString) => new PostgreSqlDatabase(connectionString);

    /// <summary>Finds out whether it can be used, before anything is written to it.</summary>
    /// <exception cref="SpecificationException">It cannot; the message says why.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await CheckContentAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DbException or SocketException or TimeoutException)
        {
            throw Unusable(error);
        }
    }

    /// <summary>Whether there is a table of checkpoints, or a place for one.</summary>
    private protected abstract Task CheckContentAsync(CancellationToken cancellationToken);

    /// <summary>A connection to read by; null where nothing can have been saved yet.</summary>
    internal abstract Task<DbConnection?> OpenToReadAsync(CancellationToken cancellationToken);

    /// <summary>A connection to write by.</summary>
    /// <param name="isNew">Whether the table may be missing, and is created then.</param>
    internal abstract Task<DbConnection> OpenToWriteAsync(bool isNew);

    /// <summary>Whether another attempt may succeed because the connection, not the database, was lost.</summary>
    internal virtual bool IsWorthRepeating(Exception error) => false;

    /// <summary>One line for an error of the database.</summary>
    internal SpecificationException Unusable(Exception error)
    {
        var cause = error;
        while (cause is not (DbException or Wire.MalformedMessageException) && cause.InnerException is { } inner) cause = inner;
        return new SpecificationException($"{Name}: cannot be used for checkpoints: {cause.Message.ReplaceLineEndings(" ")}", error);
    }
}
