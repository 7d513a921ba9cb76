using System.Diagnostics;
using Npgsql;

namespace FedPG.Cluster.Tests;

/// <summary>Servers that back each other up through a shared database.</summary>
[Collection(Alone.Name)]
public class PostgreSqlTests : ClusterBench
{
    [PostgreSqlFact]
    public async Task When_the_server_is_killed_the_next_one_continues_to_the_same_bytes()
    {
        string file = Write("singleton.conf", Experiment()), database = await NewDatabaseAsync();
        int second = FreePort(), third = FreePort();
        string first = Config(Singleton(database)), others = Config(Singleton(database, Port));
        var leader = StartRun(first, file, "first");
        StartNode(others);
        StartNode(others);
        (await AwaitRowsAsync("first", more: 5, leader)).ShouldBeTrue(leader.Error);

        // The second server and the nodes find each other through the first server, so all must have joined before it dies.
        string standby = Config(Singleton(database, Port, second, third));
        var next = StartRun(standby, file, "second", second);
        await next.AwaitLineAsync("waiting for the server that runs the experiment now");
        var last = StartRun(standby, file, "third", third);
        await last.AwaitLineAsync("waiting for the server that runs the experiment now");
        (await AwaitRowsAsync("first", more: 5, leader)).ShouldBeTrue(leader.Error);
        await leader.KillAsync();

        (await AwaitRowsAsync("second", more: 5, next)).ShouldBeTrue(next.Error);
        await next.KillAsync();
        (await AwaitRowsAsync("third", more: 5, last)).ShouldBeTrue(last.Error);
        await EndAsync(file, "third", last);
    }

    [PostgreSqlFact]
    public async Task When_the_database_does_not_answer_the_runs_end_with_one_line_within_two_seconds()
    {
        string file = Write("frozen.conf", Experiment()), database = await NewDatabaseAsync();
        var direct = new NpgsqlConnectionStringBuilder(database);
        using var relay = new TcpRelay(direct.Host!, direct.Port);
        string config = Config(Database(Through(relay, direct)));
        var fastest = TimeSpan.MaxValue;

        // Other work on the machine may delay a process: the fastest of three attempts counts.
        for (int attempt = 0; attempt < 3 && fastest > TimeSpan.FromSeconds(2); attempt++)
        {
            relay.Resume();
            var run = Start("run", file, "--config", config, "--out", PathOf("out"), "--resume", "--quiet");
            (await AwaitRowsAsync("out", more: 5, run)).ShouldBeTrue(run.Error);
            relay.Freeze();
            var clock = Stopwatch.StartNew();
            (await run.AwaitExitAsync()).ShouldBe(1, run.Error);
            if (clock.Elapsed < fastest) fastest = clock.Elapsed;
            ShouldSayHowToContinue(run, "it has not answered for 1.5 s");
        }

        fastest.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        relay.Resume();
        var last = Start("run", file, "--config", config, "--out", PathOf("out"), "--resume", "--quiet");
        (await AwaitRowsAsync("out", more: 5, last)).ShouldBeTrue(last.Error);
        await EndAsync(file, "out", last);
    }

    [PostgreSqlFact]
    public async Task When_the_database_is_killed_the_run_ends_with_one_line()
    {
        string file = Write("killed.conf", Experiment()), database = await NewDatabaseAsync();
        var direct = new NpgsqlConnectionStringBuilder(database);
        using var relay = new TcpRelay(direct.Host!, direct.Port);
        var run = Start("run", file, "--config", Config(Database(Through(relay, direct))), "--out", PathOf("out"), "--quiet");
        (await AwaitRowsAsync("out", more: 5, run)).ShouldBeTrue(run.Error);
        relay.Dispose();
        (await run.AwaitExitAsync()).ShouldBe(1, run.Error);
        ShouldSayHowToContinue(run, "Connection refused");
    }

    [PostgreSqlFact]
    public async Task A_wrong_password_is_one_line_that_does_not_show_it()
    {
        string file = Write("small.conf", Experiment(rounds: 3));
        string wrong = new NpgsqlConnectionStringBuilder(PostgreSqlFactAttribute.Connection) { Password = "open-sesame" }.ToString();
        var run = Start("run", file, "--config", Config(Database(wrong)), "--out", PathOf("out"));
        (await run.AwaitExitAsync()).ShouldBe(2, run.Error);
        run.Error.Split('\n').Length.ShouldBe(1);
        run.Error.ShouldContain("password authentication failed");
        (run.Error + await run.OutputAsync()).ShouldNotContain("open-sesame");
        Directory.Exists(PathOf("out")).ShouldBeFalse();
    }

    [PostgreSqlFact]
    public async Task An_experiment_in_the_database_is_not_begun_twice_unnoticed_and_no_secret_is_kept()
    {
        string file = Write("small.conf", Experiment(rounds: 3)), database = await NewDatabaseAsync();
        string config = Config(Database(database)), password = new NpgsqlConnectionStringBuilder(database).Password!;
        (await Start("run", file, "--config", config, "--out", PathOf("one")).AwaitExitAsync()).ShouldBe(0);
        foreach (string written in Directory.GetFiles(PathOf("one"), "*", SearchOption.AllDirectories))
            File.ReadAllText(written).ShouldNotContain(password);
        var again = Start("run", file, "--config", config, "--out", PathOf("two"));
        (await again.AwaitExitAsync()).ShouldBe(2, again.Error);
        again.Error.ShouldContain("checkpoints of 'cluster'; accepted: another name for the experiment, --resume or --overwrite");
        (await Start("run", file, "--config", config, "--out", PathOf("two"), "--resume").AwaitExitAsync()).ShouldBe(0);
        Rounds("two").ShouldBe(Rounds("one"));
        (await Start("run", file, "--config", config, "--out", PathOf("three"), "--overwrite").AwaitExitAsync()).ShouldBe(0);
        Rounds("three").ShouldBe(Rounds("one"));
    }

    [PostgreSqlFact]
    public async Task Checkpoints_of_another_version_are_refused_by_their_format_and_can_be_replaced()
    {
        string file = Write("small.conf", Experiment(rounds: 3)), database = await NewDatabaseAsync(), config = Config(Database(database));
        (await Start("run", file, "--config", config, "--out", PathOf("one")).AwaitExitAsync()).ShouldBe(0);

        // The first format did not name itself.
        await ExecuteAsync(database, "UPDATE fedpg_checkpoints SET content = substring(content from 1 for 8) WHERE sequence = 0");
        foreach (string[] start in (string[][])[[], ["--resume"]])
        {
            var run = Start(["run", file, "--config", config, "--out", PathOf("two"), .. start]);
            (await run.AwaitExitAsync()).ShouldBe(2, run.Error);

            // A busy machine may be told that it waits for the database.
            run.Error.Split('\n').Count(line => !line.StartsWith("waiting for database", StringComparison.Ordinal)).ShouldBe(1, run.Error);
            run.Error.ShouldContain("found the format fedpg-checkpoint/1 of 'cluster/");
            run.Error.ShouldEndWith("accepted: fedpg-checkpoint/2, or --overwrite");
        }

        (await Start("run", file, "--config", config, "--out", PathOf("two"), "--overwrite").AwaitExitAsync()).ShouldBe(0);
        Rounds("two").ShouldBe(Rounds("one"));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_one_line()
    {
        string file = Write("small.conf", Experiment(rounds: 3));
        var run = Start(
            "run", file, "--config", Config(Database("Host=127.0.0.1;Port=9;Database=none;Username=nobody;Password=open-sesame")), "--out",
            PathOf("out"));
        (await run.AwaitExitAsync()).ShouldBe(2, run.Error);
        run.Error.Split('\n').Length.ShouldBe(1);
        run.Error.ShouldContain("database 'none' on 127.0.0.1:9: cannot be used for checkpoints");
        run.Error.ShouldNotContain("open-sesame");
    }

    private static void ShouldSayHowToContinue(ToolProcess run, string what)
    {
        run.Error.Split('\n').Length.ShouldBe(1, run.Error);
        run.Error.ShouldContain($": cannot be used for checkpoints: {what}; to continue: fedpg run ");
        run.Error.ShouldEndWith(" --resume");
    }

    private static string Through(TcpRelay relay, NpgsqlConnectionStringBuilder direct) =>
        new NpgsqlConnectionStringBuilder(direct.ToString()) { Port = relay.Port }.ToString();

    private static string Database(string connection) => $"  database.connection = \"{connection}\"";

    private static string Singleton(string connection, params int[] seeds) => $$"""
        {{Database(connection)}}
          cluster {
            singleton = on
            seed-nodes = [{{string.Join(", ", seeds.Select(port => $"\"127.0.0.1:{port}\""))}}]
          }
        """;

    /// <summary>A database that no other test writes to.</summary>
    private static async Task<string> NewDatabaseAsync()
    {
        string name = $"fedpg_{Guid.NewGuid():N}";
        await ExecuteAsync(PostgreSqlFactAttribute.Connection!, $"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(PostgreSqlFactAttribute.Connection) { Database = name }.ToString();
    }

    private static async Task ExecuteAsync(string database, string text)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync();
    }
}
