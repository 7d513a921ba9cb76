using System.Data.Common;
using Npgsql;

namespace FedPG.Checkpoints;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgreSqlDatabase : CheckpointDatabase
{
    private const string Key = "fedpg.database.connection";
    private const string Accepted = "sqlite, or Host=…;Port=…;Database=…;Username=…";

    private readonly string _connection;
    private readonly int _commandTimeout;

    public PostgreSqlDatabase(string connectionString)
        : this(Parse(connectionString))
    {
    }

    private PostgreSqlDatabase(NpgsqlConnectionStringBuilder parts)
        : base($"database '{parts.Database}' on {parts.Host}:{parts.Port}") =>
        (_connection, _commandTimeout) = (parts.ToString(), parts.CommandTimeout);

    public override bool IsShared => true;

    /// <summary>A longer <c>Command Timeout</c> of the connection string is the limit; 0 is none.</summary>
    internal override TimeSpan Limit => _commandTimeout switch
    {
        0 => Timeout.InfiniteTimeSpan,
        <= Patience => base.Limit,
        _ => TimeSpan.FromSeconds(_commandTimeout),
    };

    internal override async Task<DbConnection?> OpenToReadAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var find = connection.CreateCommand();
        find.CommandText = $"SELECT to_regclass('{CheckpointTable.Name}') IS NOT NULL";
        if (await find.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true) return connection;
        await connection.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    internal override async Task<DbConnection> OpenToWriteAsync(bool isNew)
    {
        var connection = await OpenAsync(CancellationToken.None).ConfigureAwait(false);
        if (isNew) await CreateAsync(connection).ConfigureAwait(false);
        return connection;
    }

    /// <summary>A restarted server has closed all open connections.</summary>
    internal override bool IsWorthRepeating(Exception error) =>
        error is NpgsqlException { InnerException: IOException } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown };

    private protected override async Task CheckContentAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task CreateAsync(NpgsqlConnection connection)
    {
        await using var create = connection.CreateCommand();
        create.CommandText = CheckpointTable.Schema("BIGINT", "BYTEA");
        try
        {
            await create.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable)
        {
            // Another process has created the table at the same time.
        }
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            // The defaults come first: later values, from the text itself, override them.
            var parts = new NpgsqlConnectionStringBuilder($"Timeout={Patience};Command Timeout={Patience};Cancellation Timeout=500;{text}");
            if (!string.IsNullOrWhiteSpace(parts.Host) && parts.Port is > 0 and <= ushort.MaxValue) return parts;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            // The original error is dropped: it may repeat the text, and with it a password.
        }

        throw new SpecificationException(Key, "something that is not a database connection", Accepted);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connection);
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
