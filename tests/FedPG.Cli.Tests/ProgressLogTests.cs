using FedPG.Experiments.Configuration;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Tool.Output;

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

    private (RunProgress Progress, IReadOnlyList<RunSpecification> Runs) Progress()
    {
        var experiment = new ExperimentReader().Read(Small(), seeds: [0, 1]);
        return (new RunProgress(experiment, resuming: "fedpg run small.conf --resume"), experiment.Runs);
    }

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
