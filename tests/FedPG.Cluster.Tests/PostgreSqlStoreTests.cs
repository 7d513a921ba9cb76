using System.Text;
using FedPG.Checkpoints;
using FedPG.Federation;
using Npgsql;

namespace FedPG.Cluster.Tests;

/// <summary>The tests of <c>CheckpointStoreTests</c> with PostgreSQL instead of SQLite.</summary>
[Collection(Alone.Name)]
public class PostgreSqlStoreTests
{
    private readonly string _run = $"{Guid.NewGuid():N}";

    [PostgreSqlFact]
    public async Task The_last_checkpoint_is_loaded_with_everything_written_before_it()
    {
        var store = Open();
        (await store.LoadAsync(_run)).ShouldBeNull();
        await store.SaveAsync(_run, Checkpoint(10, "a"));
        await Open().SaveAsync(_run, Checkpoint(20, "b"));
        var stored = (await Open().LoadAsync(_run)).ShouldNotBeNull();
        stored.Last.State.Round.ShouldBe(20);
        Text(stored).ShouldBe("ab");
        await Open().ForgetAsync(_run);
        (await Open().LoadAsync(_run)).ShouldBeNull();
    }

    [PostgreSqlFact]
    public async Task Of_two_writers_that_continue_a_run_only_the_first_to_write_succeeds()
    {
        await Open().SaveAsync(_run, Checkpoint(10, "a"));
        var left = Open();
        var right = Open();
        await left.LoadAsync(_run);
        await right.LoadAsync(_run);
        await left.SaveAsync(_run, Checkpoint(20, "left"));
        var error = await Should.ThrowAsync<SpecificationException>(() => right.SaveAsync(_run, Checkpoint(20, "right")));
        error.Message.ShouldEndWith($"another process has saved or removed checkpoints of '{_run}' since they were loaded");
        Text((await Open().LoadAsync(_run))!).ShouldBe("aleft");
    }

    [PostgreSqlFact]
    public async Task Of_many_writers_that_begin_a_run_at_the_same_time_one_succeeds()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => Open()).ToList();
        foreach (var store in stores) await store.LoadAsync(_run);
        var saves = stores.Select((store, writer) => store.SaveAsync(_run, Checkpoint(10, $"{writer}"))).ToList();
        await Task.WhenAll(saves).ContinueWith(_ => { }, TaskScheduler.Default);
        saves.Count(save => save.IsCompletedSuccessfully).ShouldBe(1);
        Text((await Open().LoadAsync(_run))!).ShouldBe($"{saves.FindIndex(save => save.IsCompletedSuccessfully)}");
    }

    [PostgreSqlFact]
    public async Task A_checkpoint_that_is_missing_is_refused()
    {
        var store = Open();
        for (int round = 1; round <= 3; round++) await store.SaveAsync(_run, Checkpoint(round, ""));
        await ExecuteAsync($"DELETE FROM fedpg_checkpoints WHERE run = '{_run}' AND sequence = 2");
        var error = await Should.ThrowAsync<SpecificationException>(() => Open().LoadAsync(_run));
        error.Message.ShouldEndWith($"checkpoint 2 of '{_run}' is missing");
    }

    [PostgreSqlFact]
    public async Task A_connection_that_the_server_has_closed_is_opened_again()
    {
        var store = Open();
        await store.SaveAsync(_run, Checkpoint(10, "a"));
        await ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'store-test'");
        await store.SaveAsync(_run, Checkpoint(20, "b"));
        Text((await Open().LoadAsync(_run))!).ShouldBe("ab");
    }

    private static CheckpointStore Open() =>
        new(CheckpointDatabase.PostgreSql($"{PostgreSqlFactAttribute.Connection};Application Name=store-test"));

    private static RunCheckpoint Checkpoint(int round, string text) => new()
    {
        Fingerprint = "settings",
        State = FederationState.Initial([0.1]) with { Round = round },
        Records = [new RecordedText("rounds.csv", Encoding.UTF8.GetBytes(text))],
    };

    private static string Text(StoredRun stored) => Encoding.UTF8.GetString(stored.Files["rounds.csv"].Span);

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgreSqlFactAttribute.Connection);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
