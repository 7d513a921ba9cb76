using FedPG.Actors.Cluster;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Tool.Output;
using Microsoft.Extensions.Time.Testing;

namespace FedPG.Cli.Tests;

public class ProgressLogTests : Workspace
{
    [Fact]
    public void The_first_minute_is_silent_then_runs_are_named_and_the_state_is_printed_once_per_minute()
    {
        var (progress, runs) = Progress();
        var clock = new Clock();
        var log = new ProgressLog(progress, clock);
        log.Take().ShouldBeEmpty();
        progress.RunBegan(runs[0]);
        log.Take().ShouldBeEmpty();
        clock.Now = TimeSpan.FromSeconds(59);
        log.Take().ShouldBeEmpty();
        clock.Now = TimeSpan.FromSeconds(61);
        log.Take().ShouldBe(["1 min 1 s: 0 of 2 runs have ended; 0 of 12 rounds (0 %)"]);
        log.Take().ShouldBeEmpty();
        progress.RunBegan(runs[1]);
        log.Take().ShouldBe(["s-fedpg-seed1: begins (2 of 2)"]);
        progress.RunEnded(Ended("s-fedpg-seed0"));
        log.Take().Single().ShouldStartWith("s-fedpg-seed0: 6 rounds, objective 1.5");
        progress.RunEnded(Ended("s-fedpg-seed1"));
        clock.Now = TimeSpan.FromSeconds(200);
        log.Take().Last().ShouldBe("3 min 20 s: all runs have ended; reference values and the report are computed");
    }

    [Fact]
    public void A_line_from_elsewhere_is_a_line_above_the_bars()
    {
        var (progress, _) = Progress();
        using var error = new LinesAboveBars(progress);
        error.WriteLine("[WARN] a node is late");
        error.Write("half");
        progress.TakeLines().ShouldBe(["[WARN] a node is late"]);
        error.WriteLine(" a line");
        progress.TakeLines().ShouldBe(["half a line"]);
    }

    [Fact]
    public Task The_last_lines_go_below_unfinished_bars() => Tool.WithConsoleAsync(async () =>
    {
        var (progress, _) = Progress();
        var error = Console.Error;
        using var shown = new StringWriter();
        Console.SetError(shown);
        try
        {
            await LinesAboveBars.WhileAsync(progress, () =>
            {
                Console.Error.WriteLine("above");
                shown.ToString().ShouldBeEmpty();
                progress.TakeLines().ShouldBe(["above"]);
                LinesAboveBars.Abandon();
                Console.Error.WriteLine("below");
                return Task.CompletedTask;
            });
            shown.ToString().ReplaceLineEndings("\n").ShouldBe("\nbelow\n");
        }
        finally
        {
            Console.SetError(error);
        }
    });

    [Fact]
    public void As_JSON_progress_is_a_line_per_second_and_one_at_the_end()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var (progress, runs) = Progress(clock);
        var log = new ProgressJson(progress, clock);
        log.Take(isLast: false).ShouldBeEmpty();
        progress.Waiting("for 1 node");
        log.Take(isLast: false).ShouldBe(["waiting for 1 node"]);
        clock.Advance(TimeSpan.FromSeconds(1.5));
        log.Take(isLast: false).ShouldBe(
            ["""
            {"format":"fedpg-status/1","experiment":"small","phase":"waiting","waiting":"for 1 node","time":"2025-01-02T03:04:06.5+00:00",
            "elapsedSeconds":1.5,"remainingSeconds":null,"runs":2,"runsEnded":0,"rounds":12,"roundsDone":0,
            "environmentStepsPerSecond":0,"running":[],"nodes":[]}
            """.ReplaceLineEndings("")]);

        // An earlier execution has completed the first run; the second continues after its third round.
        progress.NodesChanged([new NodeShare("127.0.0.1:4054", 2, IsReachable: true, 3)]);
        progress.RunFound(Ended("s-fedpg-seed0"));
        progress.RunBegan(runs[1]);
        progress.RoundScored(runs[1], Report(3, double.NaN), 300);
        progress.RoundScored(runs[1], Report(4, 2.5), 400);
        log.Take(isLast: false).ShouldBe(["node 127.0.0.1:4054: 2 cores, 3 edges"]);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        log.Take(isLast: false).ShouldBe(
            ["""
            {"format":"fedpg-status/1","experiment":"small","phase":"training","waiting":null,"time":"2025-01-02T03:04:07+00:00",
            "elapsedSeconds":2,"remainingSeconds":4,"runs":2,"runsEnded":1,"rounds":12,"roundsDone":10,
            "environmentStepsPerSecond":50,"running":[{"run":"s-fedpg-seed1","round":4,"rounds":6,"objective":2.5}],
            "nodes":[{"address":"127.0.0.1:4054","cores":2,"edges":3,"reachable":true}]}
            """.ReplaceLineEndings("")]);
        log.Take(isLast: false).ShouldBeEmpty();

        progress.RoundScored(runs[1], Report(6, double.NaN), 600);
        progress.RunEnded(Ended("s-fedpg-seed1"));
        string last = log.Take(isLast: true).Single();
        last.ShouldContain("\"phase\":\"reporting\"");
        last.ShouldContain("\"remainingSeconds\":0,\"runs\":2,\"runsEnded\":2,\"rounds\":12,\"roundsDone\":12,");
        last.ShouldContain("\"running\":[]");
    }

    private (RunProgress Progress, IReadOnlyList<RunSpecification> Runs) Progress(TimeProvider? time = null)
    {
        var experiment = new ExperimentReader().Read(Small(), seeds: [0, 1]);
        return (new RunProgress(experiment, resuming: "fedpg run small.conf --resume", time), experiment.Runs);
    }

    private static RoundReport Report(int round, double objective) => new()
    {
        Round = round,
        Objective = objective,
        RegularizedObjective = 0,
        OwnObjective = 0,
        PerEnvironment = [],
        Participants = 0,
        Tally = default,
        RaisedProbabilities = 0,
        MassMoved = 0,
        Parameters = [],
    };

    private static RunSummary Ended(string run) => new()
    {
        Run = run,
        Variant = "s-fedpg",
        Algorithm = "s-fedpg",
        Seed = 0,
        Rounds = 6,
        Objective = 1.5,
        EnvironmentSteps = 100,
        ElapsedSeconds = 1,
        EnvironmentStepsPerSecond = 100,
    };

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
