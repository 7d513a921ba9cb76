using System.Data.Common;
using System.Runtime.CompilerServices;

namespace FedPG.Checkpoints;

/// <summary>The table of checkpoints in an open database: one row per record of a run, and one row for the end of the run's
/// chain.</summary>
internal static class CheckpointTable
{
    public const string Name = "fedpg_checkpoints";

    /// <summary>The statement that creates the table if it is missing.</summary>
    /// <param name="number">The database's type for 64-bit integers.</param>
    /// <param name="bytes">The database's type for byte strings.</param>
    public static string Schema(string number, string bytes) => $"""
        CREATE TABLE IF NOT EXISTS {Name} (
            run TEXT NOT NULL,
            sequence {number} NOT NULL,
            checksum {bytes} NOT NULL,
            content {bytes} NOT NULL,
            PRIMARY KEY (run, sequence))
        """;

    /// <summary>A run's rows in order of their number; the end of its chain comes first.</summary>
    public static async IAsyncEnumerable<CheckpointRow> ReadAsync(
        DbConnection connection, string run, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var select =
            Command(connection, $"SELECT sequence, checksum, content FROM {Name} WHERE run = @run ORDER BY sequence", ("run", run));
        await using var reader = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2));
    }

    /// <summary>Adds a record in one transaction; false if the stored end of the chain differs from the expected one, because another
    /// writer has extended or removed the chain.</summary>
    public static async Task<bool> AppendAsync(
        DbConnection connection, string run, CheckpointChain from, CheckpointChain to, byte[] content)
    {
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);

        // The small statement comes first: an unresponsive database is detected here, and one of two concurrent writers waits here for the
        // other.
        string sql = from.Sequence == CheckpointChain.EndSequence
            ? $"""
                INSERT INTO {Name} (run, sequence, checksum, content)
                VALUES (@run, {CheckpointChain.EndSequence}, @checksum, @content) ON CONFLICT DO NOTHING
                """
            : $"""
                UPDATE {Name} SET checksum = @checksum, content = @content
                WHERE run = @run AND sequence = {CheckpointChain.EndSequence} AND checksum = @from
                """;
        var end = to.ToEnd();
        await using (
            var move = Command(
                connection, sql, ("run", run), ("checksum", end.Checksum), ("content", end.Content), ("from", from.Checksum.ToArray())))
        {
            move.Transaction = transaction;
            if (await move.ExecuteNonQueryAsync().ConfigureAwait(false) != 1) return false;
        }

        await using (var insert = Command(
            connection,
            $"INSERT INTO {Name} (run, sequence, checksum, content) VALUES (@run, @sequence, @checksum, @content)",
            ("run", run), ("sequence", to.Sequence), ("checksum", end.Checksum), ("content", content)))
        {
            insert.Transaction = transaction;
            insert.CommandTimeout = Math.Max(
                insert.CommandTimeout, CheckpointDatabase.Patience + content.Length / CheckpointDatabase.LeastBytesPerSecond);
            await insert.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        await transaction.CommitAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Removes all rows of a run.</summary>
    public static async Task ForgetAsync(DbConnection connection, string run)
    {
        await using var delete = Command(connection, $"DELETE FROM {Name} WHERE run = @run", ("run", run));
        await delete.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static DbCommand Command(DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            // The database rejects parameters that the statement does not use.
            if (!sql.Contains($"@{name}", StringComparison.Ordinal)) continue;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
