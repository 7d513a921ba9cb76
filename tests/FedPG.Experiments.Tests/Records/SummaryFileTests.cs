using System.Text.Json;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Tests.Records;

public sealed class SummaryFileTests : IDisposable
{
    private static readonly RunSummary Run = new()
    {
        Run = "a, \"b\" seed-0",
        Variant = "a",
        Algorithm = "s-fedpg",
        Seed = 3,
        Rounds = 100,
        Completed = false,
        Objective = 0.1 + 0.2,
        RegularizedObjective = 1,
        OwnObjective = 2,
        BestObjective = 0.5,
        BestRound = 70,
        GapToBestStationary = -0.5,
        EnvironmentSteps = 5_000_000_000,
        ElapsedSeconds = 1.5,
        EnvironmentStepsPerSecond = 3e9,
        RaisedProbabilities = 4,
        MassMoved = 0.25,
        Period = 2,
        Agents = 7,
        Environment = "challenging-mdp",
        Sweep = [new SweepValue("local.steps", "5"), new SweepValue("agents", "2")],
        Notices = ["one", "two"],
        ReferenceValues = new ReferenceSummary
        {
            UpperBound = 3,
            BestDeterministic = 1,
            BestDeterministicExhaustive = true,
            BestPeriodic = [new PeriodicValue(2, 2.5)],
            BestHistoryDependent = new ValueBounds(2.75, 2.875),
        },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_summary_reads_back_as_written()
    {
        ExperimentSummary read = RoundTrip(Run);
        read.Experiment.ShouldBe("test");
        RunSummary run = read.Runs.ShouldHaveSingleItem();
        run.Notices.ShouldBe(Run.Notices);
        run.Sweep.ShouldBe(Run.Sweep);
        (run with { Notices = Run.Notices, Sweep = Run.Sweep }).ShouldBe(Run);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_diverged_objective_survives(double objective) =>
        RoundTrip(Run with { Objective = objective }).Runs[0].Objective.ShouldBe(objective);

    [Fact]
    public void The_json_has_the_published_fields()
    {
        RoundTrip(Run);
        using var json = JsonDocument.Parse(File.ReadAllText(_folder.File("summary.json")));
        JsonElement run = json.RootElement.GetProperty("runs")[0];
        run.EnumerateObject().Select(p => p.Name).ShouldBe(
        [
            "run", "variant", "algorithm", "seed", "rounds", "completed", "objective", "regularizedObjective", "ownObjective",
            "bestObjective", "bestRound", "gapToBestStationary", "gapToBestDeterministic", "gapToBestCommonLinear",
            "objectiveStandardError", "undiscountedReturn", "returnStandardError", "episodeLength", "endedFraction",
            "environmentSteps", "elapsedSeconds", "environmentStepsPerSecond", "raisedProbabilities", "massMoved", "period", "agents",
            "environment", "sweep", "notices", "referenceValues",
        ]);
        run.GetProperty("referenceValues").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).ShouldBe(
            """{"upperBound":3,"bestStationary":null,"bestDeterministic":1,"bestDeterministicExhaustive":true,"""
            + "\"bestPeriodic\":[{\"period\":2,\"value\":2.5}],\"bestHistoryDependent\":{\"lower\":2.75,\"upper\":2.875},"
            + "\"bestCommonLinear\":null}");
    }

    [Fact]
    public void The_csv_has_one_flat_row_per_run()
    {
        RoundTrip(Run);
        File.ReadAllText(_folder.File("summary.csv")).ShouldBe(
            "run,variant,algorithm,seed,rounds,completed,objective,regularizedObjective,ownObjective,gapToBestStationary,"
            + "gapToBestDeterministic,environmentSteps,elapsedSeconds,environmentStepsPerSecond,raisedProbabilities,massMoved,period,"
            + "environment,sweep,upperBound,bestStationary,bestDeterministic,bestDeterministicExhaustive,bestPeriodic,notices,agents,"
            + "bestHistoryDependentLower,bestHistoryDependentUpper,bestObjective,bestRound,objectiveStandardError,"
            + "undiscountedReturn,returnStandardError,episodeLength,endedFraction,gapToBestCommonLinear,bestCommonLinear\n"
            + "\"a, \"\"b\"\" seed-0\",a,s-fedpg,3,100,false,0.30000000000000004,1,2,-0.5,"
            + ",5000000000,1.5,3000000000,4,0.25,2,"
            + "challenging-mdp,local.steps=5;agents=2,3,,1,true,2=2.5,one | two,7,"
            + "2.75,2.875,0.5,70,,,,,,,\n");
    }

    [Theory]
    [InlineData("", "summary.json: line 1, byte 1: found the end of the text; accepted: ")]
    [InlineData("{\n \"runs\": [\n  {\"run\": 5}]}", "line 3 at runs[0].run")]
    [InlineData("{\"runs\": [{\"run\": \"a\"}]}", "at runs[0]: found no key 'variant', ")]
    [InlineData("{\"experiment\": tru}", "line 1, byte 19: found 'tru'; accepted: ")]
    [InlineData("{\"experiment\": \"x\",}", "line 1, byte 20: found '}'; accepted: ")]
    [InlineData("{\"experiment\": \"\u0001\"}", "found the control character U+0001; accepted: ")]
    [InlineData("{\"runs\": null}", "at runs: found a value of the wrong type; accepted: ")]
    [InlineData("{\"experiment\": \"x\"}", "found no key 'runs'; accepted: ")]
    [InlineData("null", "found null")]
    public void A_damaged_summary_gives_one_clear_line(string text, string expected)
    {
        _folder.Write("summary.json", text);
        string message = Should.Throw<SpecificationException>(() => SummaryFile.Read(_folder.Path)).Message;
        message.ShouldStartWith(_folder.Path);
        message.ShouldContain(expected);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_missing_summary_gives_one_clear_line() =>
        Should.Throw<SpecificationException>(
            () => SummaryFile.Read(_folder.Path)).Message.ShouldContain("summary.json: found no such file");

    [Fact]
    public void Writing_leaves_no_temporary_file()
    {
        RoundTrip(Run);
        Directory.GetFileSystemEntries(_folder.Path)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["summary.csv", "summary.json"]);
    }

    [Fact]
    public void Provenance_identifies_the_run_and_reads_back()
    {
        var started = new DateTimeOffset(2025, 1, 2, 5, 4, 5, TimeSpan.FromHours(2));
        Provenance written = Provenance.Current(["fedpg", "run", "my file.conf"], started);
        written.Write(_folder.Path);
        Provenance.Read(_folder.Path).ShouldBe(written);
        written.CommandLine.ShouldBe("fedpg run \"my file.conf\"");
        written.Version.ShouldMatch(@"^\d+\.\d+\.\d+$");
        File.ReadAllText(_folder.File("provenance.json")).ShouldContain("\"started\": \"2025-01-02T03:04:05+00:00\"");
    }

    private ExperimentSummary RoundTrip(RunSummary run)
    {
        SummaryFile.Write(_folder.Path, new ExperimentSummary { Experiment = "test", Runs = [run] });
        return SummaryFile.Read(_folder.Path);
    }
}
