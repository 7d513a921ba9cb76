namespace FedPG.Actors.Options;

/// <summary>Where checkpoints are stored: <c>fedpg.database</c> in the file given by <c>--config</c>.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The value that selects a SQLite file in the experiment's folder.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>
    /// <c>sqlite</c>, or a PostgreSQL connection (<c>Host=…;Port=…;Database=…;Username=…</c>). Keep the password in the environment
    /// variable PGPASSWORD or in a .pgpass file.
    /// </summary>
    public string Connection { get; init; } = Sqlite;
}
