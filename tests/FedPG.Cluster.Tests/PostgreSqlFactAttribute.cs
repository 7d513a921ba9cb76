namespace FedPG.Cluster.Tests;

/// <summary>A test that needs PostgreSQL. <c>.ci/run</c> starts one; elsewhere <c>eval "$(.ci/postgres start DIR)"</c> does.</summary>
internal sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute()
    {
        if (Connection is null) Skip = "needs PostgreSQL: eval \"$(.ci/postgres start /tmp/fedpg-postgres)\" and test again";
    }

    /// <summary>The connection to the tests' server; null if there is none.</summary>
    public static string? Connection { get; } = Environment.GetEnvironmentVariable("FEDPG_TEST_POSTGRES");
}
