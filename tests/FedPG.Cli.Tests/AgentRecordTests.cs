using System.Globalization;

namespace FedPG.Cli.Tests;

/// <summary>agents.csv: what single agents did in every n-th round.</summary>
public class AgentRecordTests : Resuming
{
    private static readonly string[] Every = [.. Recorded(), "--set", "rounds=9"];

    [Fact]
    public async Task The_rows_agree_with_those_of_the_rounds()
    {
        string[] faults = ["--set", "server.participation=0.6", "--set", "environment.epsilon-r=0.5"];
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), .. Every, .. faults])).Code.ShouldBe(0);
        string[] lines = await File.ReadAllLinesAsync(Path("out", "s-fedpg-seed0", "agents.csv"));
        lines[0].ShouldBe("round,agent,objective,updateNorm,distanceFromMean");
        string[][] rows = [.. lines.Skip(1).Select(line => line.Split(','))];
        rows.Select(row => (row[0], row[1])).ShouldBe(
            from round in (string[])["0", "4", "8"] from agent in (string[])["0", "1", "2", "3", "4"] select (round, agent));

        int absent = 0;
        foreach (var round in rows.GroupBy(row => row[0]))
        {
            var ofRound = Round(round.Key);
            round.Average(row => Number(row[2])).ShouldBe(ofRound.Objective, 1e-12 * ofRound.Objective);
            round.Select(row => row[2]).Distinct().Count().ShouldBe(2);
            string[][] updates = [.. round.Where(row => row[3].Length > 0)];
            updates.Length.ShouldBe(ofRound.Participants);
            foreach (string[] row in round) row[4].Length.ShouldBe(row[3].Length == 0 ? 0 : row[4].Length, "both cells or none");
            if (updates.Length > 1)
                Math.Sqrt(updates.Average(row => Math.Pow(Number(row[4]), 2))).ShouldBe(ofRound.Drift, 1e-9 * ofRound.Drift);
            foreach (string[] row in updates) Number(row[3]).ShouldBeGreaterThan(0);
            absent += round.Key == "0" ? 0 : round.Count() - updates.Length;
        }

        absent.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("scaffold-pg", "server.optimizer=adam")]
    [InlineData("b-rs-fedpg", "server.late-updates=next-round")]
    [InlineData("fedsvrpg-m", "server.aggregator=median")]
    public async Task All_ways_of_execution_write_the_same_bytes(string algorithm, string setting)
    {
        string[] settings =
        [
            .. Recorded(), "--set", $"algorithm={algorithm}", "--set", setting, "--set", "faults.straggler.speed-spread=0.5", "--set",
            "server.quorum=0.6", "--set", "faults.crash.probability=0.3",
        ];
        string[] whole = [.. settings, "--set", "rounds=9"];
        (await Tool.RunAsync(["run", Small(), "--out", Path("whole"), "--set", "runtime.mode=sequential", .. whole])).Code.ShouldBe(0);
        string run = $"{algorithm}-seed0";
        foreach (string threads in (string[])["1", "2"])
        {
            var tool = await Tool.RunAsync(
                ["run", Small(), "--out", Path(threads), "--set", $"runtime.threads={threads}", .. whole, .. Saving]);
            tool.Code.ShouldBe(0, tool.Error);
            SameFiles(threads, "whole", run);
        }

        // As if it had been killed after its fifth round: two recorded rounds are in the checkpoint, the third is not.
        (await Tool.RunAsync(["run", Small(), "--out", Path("cut"), .. settings, "--set", "rounds=5", .. Saving])).Code.ShouldBe(0);
        await File.AppendAllTextAsync(Path("cut", run, "agents.csv"), "8,0,1");
        (await Tool.RunAsync(["run", Small(), "--out", Path("cut"), "--resume", .. whole, .. Saving])).Code.ShouldBe(0);
        SameFiles("cut", "whole", run);
    }

    [Fact]
    public async Task Without_the_setting_there_is_no_such_file()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        File.Exists(Path("out", "s-fedpg-seed0", "agents.csv")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(
        "found 4 with independent; accepted: none, or an algorithm whose agents have a common policy", 2, 4, "algorithm=independent")]
    [InlineData("found 4 with evaluation.every = 3; accepted: none or a multiple of evaluation.every", 3, 4, "rounds=9")]
    [InlineData(
        "found 4, which makes 5000500 rows of agents.csv; accepted: none, or at most 5000000 rows for a run", 2, 4, "rounds=4000396")]
    [InlineData("found 0; accepted: none or an integer of at least 1", 2, 0, "rounds=9")]
    public async Task What_cannot_be_recorded_is_one_line(string expected, int evaluated, int recorded, string setting)
    {
        var tool = await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--set", setting, .. Recorded(evaluated, recorded)]);
        tool.Code.ShouldBe(2);
        tool.ErrorLines.Single().ShouldContain("fedpg.diagnostics.agents-every");
        tool.ErrorLines.Single().ShouldContain(expected);
        Directory.Exists(Path("out")).ShouldBeFalse();
    }

    private static string[] Recorded(int evaluated = 2, int recorded = 4) =>
    [
        "--set", string.Create(CultureInfo.InvariantCulture, $"evaluation.every={evaluated}"),
        "--set", string.Create(CultureInfo.InvariantCulture, $"diagnostics.agents-every={recorded}"), "--quiet",
    ];

    private (double Objective, int Participants, double Drift) Round(string round)
    {
        string[][] rows = [.. File.ReadLines(Path("out", "s-fedpg-seed0", "rounds.csv")).Select(line => line.Split(','))];
        string[] row = rows.Single(cells => cells[0] == round);
        string Cell(string column) => row[Array.IndexOf(rows[0], column)];
        return (Number(Cell("objective")), int.Parse(Cell("participants"), CultureInfo.InvariantCulture), Number(Cell("drift")));
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
