using System.Text;
using FedPG.Actors.Tests.Wire;
using Microsoft.Data.Sqlite;

namespace FedPG.Actors.Tests.Checkpoints;

public sealed class CheckpointStoreTests : CheckpointFile
{
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
    [InlineData(
        "UPDATE fedpg_checkpoints SET content = substr(content, 1, 8) WHERE sequence = 0",
        "found the format fedpg-checkpoint/1 of 'run'; accepted: fedpg-checkpoint/2, or --overwrite")]
    [InlineData(
        "UPDATE fedpg_checkpoints SET content = CAST(substr(content, 1, 8) || 'fedpg-checkpoint/12' AS BLOB) WHERE sequence = 0",
        "found the format fedpg-checkpoint/12 of 'run'; accepted: fedpg-checkpoint/2, or --overwrite")]
    [InlineData(
        "UPDATE fedpg_checkpoints SET content = CAST(content || x'0A' AS BLOB) WHERE sequence = 0",
        "the end of the checkpoints of 'run' is damaged")]
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
}
