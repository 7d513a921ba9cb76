using FedPG.Experiments.Configuration;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Records;
using FedPG.Federation;
using FedPG.Participation;
using Microsoft.Extensions.Time.Testing;

namespace FedPG.Experiments.Tests.Execution;

public sealed class RunFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_is_on_disk_half_a_second_later_although_no_other_row_follows()
    {
        using var files = RunFiles.Create(_folder.Path, Run(), _clock);
        files.Append(Report(0), new TimingRow(0, 0, 0));
        new FileInfo(_folder.File("rounds.csv")).Length.ShouldBe(0);
        _clock.Advance(RunFiles.FlushPeriod);
        Rounds().ShouldBe([0]);
        TimingsFile.Read(_folder.File("timings.csv")).Length.ShouldBe(1);

        files.Append(Report(1), new TimingRow(1, 0.5, 10));
        _clock.Advance(RunFiles.FlushPeriod / 2);
        Rounds().ShouldBe([0]);
        _clock.Advance(RunFiles.FlushPeriod / 2);
        Rounds().ShouldBe([0, 1]);
        RunFiles.FlushPeriod.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_reader_finds_whole_lines_only_also_when_a_buffer_is_full()
    {
        using var files = RunFiles.Create(_folder.Path, Run(), _clock);
        int seen = 0;
        for (int round = 0; round < 3_000; round++)
        {
            files.Append(Report(round), new TimingRow(round, round, round));
            if (new FileInfo(_folder.File("rounds.csv")).Length == 0) continue;
            File.ReadAllText(_folder.File("rounds.csv")).ShouldEndWith("\n");
            if (round % 100 == 0) seen = Rounds().Length;
        }

        seen.ShouldBeInRange(1, 2_999);
    }

    [Fact]
    public void A_disk_that_is_full_when_the_clock_flushes_is_reported_with_the_next_row()
    {
        if (!File.Exists("/dev/full")) return;
        File.CreateSymbolicLink(_folder.File("timings.csv"), "/dev/full");
        var files = RunFiles.Create(_folder.Path, Run(), _clock);
        files.Append(Report(0), new TimingRow(0, 0, 0));
        _clock.Advance(RunFiles.FlushPeriod);
        Should.Throw<IOException>(() => files.Append(Report(1), new TimingRow(1, 1, 1)));
        Should.Throw<IOException>(() => files.TakeAppended());
        Should.Throw<IOException>(files.Dispose);

        // Disposed: the timer has no file to write to.
        _clock.Advance(RunFiles.FlushPeriod);
        Rounds().ShouldBe([0]);
    }

    private int[] Rounds() => [.. RoundsFile.Read(_folder.File("rounds.csv")).Select(row => row.Round)];

    private PlannedRun Run()
    {
        string file = _folder.Write("small.conf", "fedpg {\n  environment.type = challenging-mdp\n  rounds = 5000\n}\n");
        var environments = new EnvironmentCache(FederationCatalogue.Default);
        var experiment = new ExperimentReader(FederationCatalogue.Default, environments).Read(file);
        return PlannedRun.All(experiment, environments)[0];
    }

    private static RoundReport Report(int round) => new()
    {
        Round = round,
        Objective = Math.Sqrt(round),
        RegularizedObjective = 0,
        OwnObjective = 0,
        PerEnvironment = [],
        Participants = 0,
        Tally = new RoundTally(),
        RaisedProbabilities = 0,
        MassMoved = 0,
        Parameters = [],
    };
}
