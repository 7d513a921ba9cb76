using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using FedPG.Actors.Wire;

namespace FedPG.Checkpoints;

/// <summary>A database of checkpoints: a SQLite file, or a PostgreSQL database shared by several machines. Its name never contains a
/// password.</summary>
public abstract class CheckpointDatabase
{
    private protected CheckpointDatabase(string name) => Name = name;

    /// <summary>The database's name in messages.</summary>
    public string Name { get; }

    /// <summary>Whether other machines can access it.</summary>
    public abstract bool IsShared { get; }

    /// <summary>The time-out in seconds of a single statement.</summary>
    internal const int Patience = 2;

    /// <summary>The time limit for a whole operation, apart from the transfer of its content: shorter than a statement's time-out, so that
    /// a run whose database does not answer ends within two seconds.</summary>
    internal virtual TimeSpan Limit { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The slowest write rate accepted before a time-out.</summary>
    internal const int LeastBytesPerSecond = 1 << 18;

    /// <summary>A SQLite file, created with the first checkpoint.</summary>
    public static CheckpointDatabase Sqlite(string path) => new SqliteDatabase(path);

    /// <summary>A PostgreSQL database.</summary>
    /// <param name="connectionString">An Npgsql connection string, e.g. <c>Host=…;Database=…;Username=…</c>; a password may come from
    /// PGPASSWORD or a .pgpass file.</param>
    /// <exception cref="SpecificationException">The text is not a connection string. The message does not repeat it, since it may contain a
    /// password.</exception>
    public static CheckpointDatabase PostgreSql(string connectionString) => new PostgreSqlDatabase(connectionString);

    /// <summary>Checks that the database can be used, before anything is written to it.</summary>
    /// <exception cref="SpecificationException">The database cannot be used; the message has the reason.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await CheckContentAsync(cancellationToken).WaitAsync(Limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DbException or SocketException or TimeoutException)
        {
            throw Unusable(error);
        }
    }

    /// <summary>Checks the connection and, where supported, the file's integrity.</summary>
    private protected abstract Task CheckContentAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection for reading; null if nothing can have been saved yet.</summary>
    internal abstract Task<DbConnection?> OpenToReadAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection for writing.</summary>
    /// <param name="isNew">Whether the table may be missing; if so, it is created.</param>
    internal abstract Task<DbConnection> OpenToWriteAsync(bool isNew);

    /// <summary>Whether a retry may succeed because only the connection was lost, not the database.</summary>
    internal virtual bool IsWorthRepeating(Exception error) => false;

    /// <summary>The time limit for an operation that writes so many bytes.</summary>
    internal TimeSpan LimitFor(int bytes) =>
        Limit == Timeout.InfiniteTimeSpan ? Limit : Limit + TimeSpan.FromSeconds(bytes / LeastBytesPerSecond);

    /// <summary>A one-line error for an exception of the database.</summary>
    internal SpecificationException Unusable(Exception error) =>
        new($"{Name}: cannot be used for checkpoints: {CauseOf(error).ReplaceLineEndings(" ")}", error);

    private string CauseOf(Exception error)
    {
        var cause = error;
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is TimeoutException)
                return string.Create(CultureInfo.InvariantCulture, $"it has not answered for {Limit.TotalSeconds} s");
            if (cause is not (DbException or MalformedMessageException)) cause = inner;
        }

        // A driver's error for a lost connection has the reason in its inner exception.
        return cause is DbException { InnerException: IOException or SocketException } ? cause.InnerException.Message : cause.Message;
    }
}
