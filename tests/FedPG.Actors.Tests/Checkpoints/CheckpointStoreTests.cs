using System.Text;
using FedPG.Actors.Checkpoints;
using FedPG.Actors.Tests.Wire;
using FedPG.Federation;
using Microsoft.Data.Sqlite;

namespace FedPG.Actors.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-checkpoints-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string File => Path.Combine(_folder.FullName, "checkpoints \"1\" of=a;b.db");

    [Fact]
    public async Task The_last_checkpoint_comes_back_with_all_that_was_written_before_it()
    {
        await using (var store = Open())
        {
            (await store.LoadAsync("run")).ShouldBeNull();
            await store.SaveAsync("run", Checkpoint(10, ("rounds.csv", "a\n"), ("timings.csv", "x\n")));
            await store.SaveAsync("run", Checkpoint(20, ("rounds.csv", "b\n")));
            await store.SaveAsync("other", Checkpoint(5));
        }

        await using (var store = Open())
        {
            var stored = (await store.LoadAsync("run")).ShouldNotBeNull();
            Bits.Of(stored.Last).ShouldBe(Bits.Of(Checkpoint(20)));
            stored.Files.OrderBy(file => file.Key).Select(file => (file.Key, Text(file.Value))).ShouldBe([("rounds.csv", "a\nb\n"), ("timings.csv", "x\n")]);
            (await store.LoadAsync("other"))!.Last.State.Round.ShouldBe(5);
            (await store.LoadAsync("third")).ShouldBeNull();
            await store.SaveAsync("run", Checkpoint(30, ("rounds.csv", "c\n")));
        }

        await using (var store = Open()) Text((await store.LoadAsync("run"))!.Files["rounds.csv"]).ShouldBe("a\nb\nc\n");
    }

    [Fact]
    public async Task What_was_forgotten_is_gone_and_a_run_can_begin_again()
    {
        await using (var store = Open())
        {
            await store.SaveAsync("run", Checkpoint(10, ("rounds.csv", "a\n")));
            await store.ForgetAsync("run");
            (await store.LoadAsync("run")).ShouldBeNull();
            await store.SaveAsync("run", Checkpoint(4, ("rounds.csv", "new\n")));
        }

        await using (var store = Open())
        {
            var stored = (await store.LoadAsync("run")).ShouldNotBeNull();
            (stored.Last.State.Round, Text(stored.Files["rounds.csv"])).ShouldBe((4, "new\n"));
        }
    }

    [Fact]
    public async Task Of_two_who_go_on_with_a_run_only_the_first_to_write_does()
    {
        await using (var first = Open()) await first.SaveAsync("run", Checkpoint(10, ("rounds.csv", "a\n")));
        await using (Open())
        {
            await using var left = Open();
            await using var right = Open();
            await left.LoadAsync("run");
            await right.LoadAsync("run");
            await left.SaveAsync("run", Checkpoint(20, ("rounds.csv", "left\n")));
            var error = await Should.ThrowAsync<SpecificationException>(() => right.SaveAsync("run", Checkpoint(20, ("rounds.csv", "right\n"))));
            ShouldBeOneLine(error.Message);
        }

        await using (var store = Open()) Text((await store.LoadAsync("run"))!.Files["rounds.csv"]).ShouldBe("a\nleft\n");
    }

    [Fact]
    public async Task A_checkpoint_that_turned_a_bit_is_refused_and_left_alone()
    {
        await using (var store = Open()) await store.SaveAsync("run", Checkpoint(10));
        int changed = await ExecuteAsync("UPDATE journal SET message = CAST(substr(message, 1, 20) || x'00' || substr(message, 22) AS BLOB)");
        changed.ShouldBe(1);
        byte[] before = await System.IO.File.ReadAllBytesAsync(File);
        await using (var store = Open())
        {
            var error = await Should.ThrowAsync<SpecificationException>(() => store.LoadAsync("run"));
            ShouldBeOneLine(error.Message);
            error.Message.ShouldContain("a checkpoint is damaged");
        }

        (await System.IO.File.ReadAllBytesAsync(File)).ShouldBe(before);
    }

    [Fact]
    public async Task What_a_killed_process_has_left_half_written_is_undone()
    {
        await using (var store = Open()) await store.SaveAsync("run", Checkpoint(10));
        string killed = File + ".killed";
        await using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString()))
        {
            // With so small a cache pages go to the file before they are committed, and what they were before to a journal beside it.
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                PRAGMA cache_size = 1;
                BEGIN;
                CREATE TABLE half (x);
                INSERT INTO half WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT randomblob(1000) FROM n;
                """;
            await command.ExecuteNonQueryAsync();
            System.IO.File.Copy(File, killed);
            System.IO.File.Copy(File + "-journal", killed + "-journal");
        }

        var database = CheckpointDatabase.Sqlite(killed);
        await database.CheckAsync();
        System.IO.File.Exists(killed + "-journal").ShouldBeFalse();
        await using (var store = new CheckpointStore(database)) (await store.LoadAsync("run"))!.Last.State.Round.ShouldBe(10);
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
        await using (var store = Open()) await store.SaveAsync("run", Checkpoint(10, ("rounds.csv", new string('x', 20_000))));
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

    [Fact]
    public void A_connection_that_is_none_is_refused_without_repeating_it() =>
        Should.Throw<SpecificationException>(() => CheckpointDatabase.PostgreSql("Host=x;Pasword=secret")).ToString().ShouldNotContain("secret");

    [Fact]
    public void A_database_shows_where_it_is_and_no_password() =>
        CheckpointDatabase.PostgreSql("Host=example;Port=5433;Database=runs;Username=me;Password=secret").Name.ShouldBe("database 'runs' on example:5433");

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
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
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
