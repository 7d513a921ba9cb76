using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FedPG.Actors.Checkpoints;

/// <summary>Where checkpoints are kept: a SQLite file, or a PostgreSQL database that several machines see. Its text never shows a password.</summary>
public sealed class CheckpointDatabase
{
    private CheckpointDatabase(string name, string provider, string connectionString) => (Name, Provider, ConnectionString) = (name, provider, connectionString);

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    internal string Provider { get; }

    internal string ConnectionString { get; }

    /// <summary>A SQLite file; it is made when the first checkpoint is.</summary>
    public static CheckpointDatabase Sqlite(string path) =>
        new(path, "SQLite.MS", new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());

    /// <summary>A PostgreSQL database.</summary>
    /// <param name="connectionString">As Npgsql has it, e.g. <c>Host=…;Database=…;Username=…</c>; a password may come from PGPASSWORD or a .pgpass file.</param>
    /// <exception cref="SpecificationException">It is no such text; the message does not repeat it, since it may hold a password.</exception>
    public static CheckpointDatabase PostgreSql(string connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return new($"database '{parts.Database}' on {parts.Host}:{parts.Port}", "PostgreSQL.15", parts.ToString());
        }
        catch (ArgumentException)
        {
            // The error is not passed on: it may repeat what it was given, and with it a password.
            throw new SpecificationException("fedpg.database.connection", "a text that is none", "sqlite, or Host=…;Port=…;Database=…;Username=…");
        }
    }

    /// <summary>Finds out whether it can be used, before anything is written to it.</summary>
    /// <exception cref="SpecificationException">It cannot; the message says why.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (Provider.StartsWith("SQLite", StringComparison.Ordinal)) await CheckFileAsync(cancellationToken).ConfigureAwait(false);
            else await CheckServerAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DbException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw Unusable(error);
        }
    }

    /// <summary>One line for an error of the database.</summary>
    internal SpecificationException Unusable(Exception error)
    {
        var cause = error;
        while (cause is not (DbException or Wire.MalformedMessageException) && cause.InnerException is { } inner) cause = inner;
        return new SpecificationException($"{Name}: cannot be used for checkpoints: {cause.Message.ReplaceLineEndings(" ")}", error);
    }

    private async Task CheckFileAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Name)) return;

        // For writing, though nothing is written: what a killed process has begun and not finished is undone when the file is opened.
        string existing = new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadWrite }.ToString();
        await using var connection = new SqliteConnection(existing);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check";
        string found = $"{await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false)}";
        if (found != "ok") throw new SpecificationException($"{Name}: cannot be used for checkpoints: it is damaged: {found.ReplaceLineEndings(" ")}");
    }

    private async Task CheckServerAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
    }
}
