using System.Text;
using FedPG.Actors.Tests.Wire;
using FedPG.Checkpoints;
using FedPG.Federation;
using Microsoft.Data.Sqlite;

namespace FedPG.Actors.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-checkpoints-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string File => Path.Combine(_folder.FullName, "checkpoints \"1\" of=a;b.db");

    [Fact]
    public async Task The_last_checkpoint_is_loaded_with_everything_written_before_it()
    {
        var store = Open();
        (await store.LoadAsync("run")).ShouldBeNull();
        await store.SaveAsync("run", Checkpoint(10, ("rounds.csv", "a\n"), ("timings.csv", "x\n")));
        await store.SaveAsync("run", Checkpoint(20, ("rounds.csv", "b\n")));
        await store.SaveAsync("other", Checkpoint(5));

        store = Open();
        var stored = (await store.LoadAsync("run")).ShouldNotBeNull();
        Bits.Of(stored.Last).ShouldBe(Bits.Of(Checkpoint(20)));
        stored.Files.OrderBy(file => file.Key)
            .Select(file => (file.Key, Text(file.Value)))
            .ShouldBe([("rounds.csv", "a\nb\n"), ("timings.csv", "x\n")]);
        (await store.LoadAsync("other"))!.Last.State.Round.ShouldBe(5);
        (await store.LoadAsync("third")).ShouldBeNull();
        await store.SaveAsync("run", Checkpoint(30, ("rounds.csv", "c\n")));

        Text((await Open().LoadAsync("run"))!.Files["rounds.csv"]).ShouldBe("a\nb\nc\n");
    }

    [Fact]
    public async Task A_forgotten_run_is_gone_and_can_begin_again()
    {
        var store = Open();
        await store.SaveAsync("run", Checkpoint(10, ("rounds.csv", "a\n")));
        await store.ForgetAsync("run");
        (await store.LoadAsync("run")).ShouldBeNull();
        await store.SaveAsync("run", Checkpoint(4, ("rounds.csv", "new\n")));

        store = Open();
        var stored = (await store.LoadAsync("run")).ShouldNotBeNull();
        (stored.Last.State.Round, Text(stored.Files["rounds.csv"])).ShouldBe((4, "new\n"));
    }

    [Fact]
    public async Task Of_two_writers_that_continue_a_run_only_the_first_to_write_succeeds()
    {
        await Open().SaveAsync("run", Checkpoint(10, ("rounds.csv", "a\n")));
        var left = Open();
        var right = Open();
        await left.LoadAsync("run");
        await right.LoadAsync("run");
        await left.SaveAsync("run", Checkpoint(20, ("rounds.csv", "left\n")));
        var error = await Should.ThrowAsync<SpecificationException>(
            () => right.SaveAsync("run", Checkpoint(20, ("rounds.csv", "right\n"))));
        ShouldBeOneLine(error.Message);
        error.Message.ShouldContain("another process has saved or removed checkpoints of 'run' since they were loaded");

        Text((await Open().LoadAsync("run"))!.Files["rounds.csv"]).ShouldBe("a\nleft\n");
    }

    [Theory]
    [InlineData(
        "UPDATE fedpg_checkpoints SET content = CAST(substr(content, 1, 20) || x'00' || substr(content, 22) AS BLOB) "
            + "WHERE sequence = 2",
        "checkpoint 2 of 'run' is damaged")]
    [InlineData("UPDATE fedpg_checkpoints SET sequence = 7 WHERE sequence = 2", "checkpoint 2 of 'run' is missing")]
    [InlineData("DELETE FROM fedpg_checkpoints WHERE sequence = 1", "checkpoint 1 of 'run' is missing")]
    [InlineData("DELETE FROM fedpg_checkpoints WHERE sequence = 2", "checkpoint 2 of 'run' is missing")]
    [InlineData("DELETE FROM fedpg_checkpoints WHERE sequence = 3", "checkpoint 3 of 'run' is missing")]
    [InlineData("DELETE FROM fedpg_checkpoints WHERE sequence = 0", "the end of the checkpoints of 'run' is missing")]
    [InlineData("UPDATE fedpg_checkpoints SET content = x'00' WHERE sequence = 0", "the end of the checkpoints of 'run' is damaged")]
    public async Task Tampered_checkpoints_are_refused_and_left_alone(string command, string expected)
    {
        var store = Open();
        for (int round = 1; round <= 3; round++) await store.SaveAsync("run", Checkpoint(round));
        (await ExecuteAsync(command)).ShouldBe(1);
        byte[] before = await System.IO.File.ReadAllBytesAsync(File);
        var error = await Should.ThrowAsync<SpecificationException>(() => Open().LoadAsync("run"));
        ShouldBeOneLine(error.Message);
        error.Message.ShouldContain(expected);
        (await System.IO.File.ReadAllBytesAsync(File)).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_that_is_removed_or_replaced_meanwhile_takes_no_checkpoint()
    {
        var store = Open();
        await store.SaveAsync("run", Checkpoint(10));
        System.IO.File.Delete(File);
        ShouldBeOneLine((await Should.ThrowAsync<SpecificationException>(() => store.SaveAsync("run", Checkpoint(20)))).Message);
        await Open().SaveAsync("run", Checkpoint(5));
        ShouldBeOneLine((await Should.ThrowAsync<SpecificationException>(() => store.SaveAsync("run", Checkpoint(20)))).Message);
        (await Open().LoadAsync("run"))!.Last.State.Round.ShouldBe(5);
    }

    [Fact]
    public async Task A_file_that_is_locked_is_one_line()
    {
        var store = Open();
        await store.SaveAsync("run", Checkpoint(10));
        await using var connection =
            new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        var error = await Should.ThrowAsync<SpecificationException>(() => store.SaveAsync("run", Checkpoint(20)));
        ShouldBeOneLine(error.Message);
        error.Message.ShouldContain("locked");
    }

    [Fact]
    public async Task A_run_that_was_forgotten_by_another_process_is_not_continued()
    {
        var store = Open();
        await store.SaveAsync("run", Checkpoint(10));
        await Open().ForgetAsync("run");
        ShouldBeOneLine((await Should.ThrowAsync<SpecificationException>(() => store.SaveAsync("run", Checkpoint(20)))).Message);
        (await Open().LoadAsync("run")).ShouldBeNull();
    }

    [Fact]
    public async Task Loading_does_not_create_a_file()
    {
        (await Open().LoadAsync("run")).ShouldBeNull();
        await Open().ForgetAsync("run");
        System.IO.File.Exists(File).ShouldBeFalse();
    }

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
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
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
    public async Task A_file_that_is_not_there_yet_is_fine_and_is_not_made_by_looking()
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
    public void A_connection_may_ask_for_more_patience_than_the_default(string more, double seconds) =>
        CheckpointDatabase.PostgreSql($"Host=example{more}").Limit.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_connection_may_ask_for_patience_without_end() =>
        CheckpointDatabase.PostgreSql("Host=example;Command Timeout=0").LimitFor(1 << 30).ShouldBe(Timeout.InfiniteTimeSpan);

    private CheckpointStore Open() => new(CheckpointDatabase.Sqlite(File));

    private static RunCheckpoint Checkpoint(int round, params (string File, string Text)[] records) => new()
    {
        Fingerprint = "settings",
        State = FederationState.Initial([0.1, -0.0, double.NaN]) with { Round = round },
        ElapsedSeconds = 1.5,
        Records = [.. records.Select(record => new RecordedText(record.File, Encoding.UTF8.GetBytes(record.Text)))],
    };

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private async Task<int> ExecuteAsync(string command)
    {
        await using var connection =
            new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var update = connection.CreateCommand();
        update.CommandText = command;
        return await update.ExecuteNonQueryAsync();
    }

    private void ShouldBeOneLine(string message)
    {
        message.ShouldStartWith($"{File}: cannot be used for checkpoints: ");
        message.ShouldNotContain("\n");
    }
}
