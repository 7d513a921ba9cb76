using FedPG.Checkpoints;
using Microsoft.Data.Sqlite;

namespace FedPG.Actors.Tests.Checkpoints;

public sealed class CheckpointDatabaseTests : CheckpointFile
{
    [Fact]
    public async Task An_unfinished_write_of_a_killed_process_is_rolled_back()
    {
        await Open().SaveAsync("run", Checkpoint(10));
        string killed = File + ".killed";
        await using (
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString()))
        {
            // With so small a cache, pages are written to the file before the commit, and their old content to a journal next to it.
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                PRAGMA cache_size = 1;
                BEGIN;
                CREATE TABLE half (x);
                INSERT INTO half
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                SELECT randomblob(1000) FROM n;
                """;
            await command.ExecuteNonQueryAsync();
            System.IO.File.Copy(File, killed);
            System.IO.File.Copy(File + "-journal", killed + "-journal");
        }

        var database = CheckpointDatabase.Sqlite(killed);
        await database.CheckAsync();
        System.IO.File.Exists(killed + "-journal").ShouldBeFalse();
        (await new CheckpointStore(database).LoadAsync("run"))!.Last.State.Round.ShouldBe(10);
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_refused_and_not_changed()
    {
        await System.IO.File.WriteAllTextAsync(File, string.Concat(Enumerable.Repeat("something else. ", 100)));
        var error = await Should.ThrowAsync<SpecificationException>(() => CheckpointDatabase.Sqlite(File).CheckAsync());
        ShouldBeOneLine(error.Message);
        error.Message.ShouldContain("file is not a database");
        (await System.IO.File.ReadAllTextAsync(File)).ShouldStartWith("something else. ");
    }

    [Fact]
    public async Task A_database_with_a_damaged_page_is_refused()
    {
        await Open().SaveAsync("run", Checkpoint(10, ("rounds.csv", new string('x', 20_000))));
        byte[] bytes = await System.IO.File.ReadAllBytesAsync(File);
        bytes.AsSpan(4096).Fill(0xA5);
        await System.IO.File.WriteAllBytesAsync(File, bytes);
        ShouldBeOneLine((await Should.ThrowAsync<SpecificationException>(() => CheckpointDatabase.Sqlite(File).CheckAsync())).Message);
    }

    [Fact]
    public async Task A_missing_file_passes_the_check_and_is_not_created_by_it()
    {
        await CheckpointDatabase.Sqlite(File).CheckAsync();
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Host=x;Pasword=secret")]
    [InlineData("Host=x;Port=secret")]
    [InlineData("Host=x;Port=0;Password=secret")]
    [InlineData("Host=x;Port=99999;Password=secret")]
    [InlineData("Host=;Password=secret")]
    [InlineData("Password=secret")]
    [InlineData("postgres://me:secret@db/runs")]
    [InlineData("secret.db")]
    [InlineData("")]
    public void A_text_that_is_not_a_connection_is_refused_without_repeating_it(string text)
    {
        string error = Should.Throw<SpecificationException>(() => CheckpointDatabase.PostgreSql(text)).ToString();
        error.ShouldContain("fedpg.database.connection: found something that is not a database connection; accepted: sqlite, or Host=");
        error.ShouldNotContain("secret");
    }

    [Fact]
    public void A_database_shows_where_it_is_and_no_password() =>
        CheckpointDatabase.PostgreSql(
            "Host=example;Port=5433;Database=runs;Username=me;Password=secret").Name.ShouldBe("database 'runs' on example:5433");

    [Theory]
    [InlineData("", 1.5)]
    [InlineData(";Command Timeout=1", 1.5)]
    [InlineData(";Command Timeout=30", 30)]
    public void A_connection_may_have_a_longer_time_limit_than_the_default(string more, double seconds) =>
        CheckpointDatabase.PostgreSql($"Host=example{more}").Limit.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_connection_may_have_no_time_limit() =>
        CheckpointDatabase.PostgreSql("Host=example;Command Timeout=0").LimitFor(1 << 30).ShouldBe(Timeout.InfiniteTimeSpan);
}
