namespace FedPG.Actors.Options;

/// <summary>Where checkpoints are kept: <c>fedpg.database</c> in the file given by <c>--config</c>.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The word for a SQLite file in the experiment's folder.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>
    /// <c>sqlite</c>, or a PostgreSQL connection (<c>Host=…;Port=…;Database=…;Username=…</c>). A password comes from PGPASSWORD, a .pgpass file or, as
    /// <c>${?NAME}</c>, from an environment variable.
    /// </summary>
    public string Connection { get; init; } = Sqlite;
}
