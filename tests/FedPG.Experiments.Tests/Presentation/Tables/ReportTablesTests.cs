using FedPG.Experiments.Presentation.Tables;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Tests.Results;

namespace FedPG.Experiments.Tests.Presentation.Tables;

public sealed class ReportTablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gaps_to_reach_are_the_powers_of_ten_between_the_start_and_the_nearest_approach()
    {
        // From 96.8748 − 82.08 = 14.8, fedq's from 48.4, to 0.01 by b-rs-fedpg, whose curve's best point is nearer than 0.01.
        QuickstartFixture.Write(_folder.Path, rounds: 2000);
        var results = ExperimentResults.Load(_folder.Path);
        GapTable.Levels(results)[..3].ShouldBe([10, 1, 0.1], 1e-12);
        ReportTable rounds = GapTable.Rounds(results).ShouldNotBeNull();
        rounds.Headings[..4].ShouldBe(["variant", "gap ≤ 10", "gap ≤ 1", "gap ≤ 0.1"]);
        rounds.Rows[3].Skip(1).ShouldAllBe(cell => cell.Text == "not reached" && cell.Number == double.PositiveInfinity);

        // By hand from the rows: the first round of each seed at 96.8748 − 1, without the fastest and the slowest of four.
        double[] first = [.. Enumerable.Range(0, 4).Select(seed => FirstRoundFrom(95.8748, $"s-fedpg-seed-{seed}"))];
        rounds.Rows[0][2].Number.ShouldBe(first.Order().Skip(1).Take(2).Average());
        ReportTable steps = GapTable.Steps(results).ShouldNotBeNull();
        steps.Rows[0][2].Number!.Value.ShouldBe(first.Order().Skip(1).Take(2).Average() * 4000 / 2, 1e-9);
    }

    [Fact]
    public void Without_reference_values_there_is_no_table_of_gaps()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 3);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        var runs = summary.Runs.Select(run => run with { ReferenceValues = new ReferenceSummary(), GapToBestStationary = null });
        SummaryFile.Write(_folder.Path, summary with { Runs = [.. runs] });
        var results = ExperimentResults.Load(_folder.Path);
        ReportTables.Of(results).Select(table => table.Name).ShouldBe(["results", "comparison"]);
        ComparisonTable.Of(results)!.Rows[0][3].ShouldBe(TableCell.None);
    }

    // Two tasks of two methods, objectives of four seeds each; the start is the fixture's 82.08 for s-fedpg and 48.5 for fedq.
    [Fact]
    public void Methods_are_compared_over_all_points_of_the_sweep()
    {
        WriteSweep(("a", "1", [90, 90, 90, 90]), ("a", "2", [80, 80, 80, 80]), ("b", "1", [91, 91, 89, 89]), ("b", "2", [85, 85, 85, 85]));
        ReportTable table = ComparisonTable.Of(ExperimentResults.Load(_folder.Path)).ShouldNotBeNull();
        table.Title.ShouldBe("Comparison over 2 tasks");
        table.Headings.Skip(4).ShouldBe(["better than a", "optimality gap"]);
        table.Rows.Select(row => row[0].Text).ShouldBe(["a", "b"]);
        double start = 48.5, span = 96.8748 - start;
        table.Rows[0][3].Number!.Value.ShouldBe(((90 - start) / span + (80 - start) / span) / 2, 1e-6);
        table.Rows[0][5].Number!.Value.ShouldBe(1 - ((90 - start) / span + (80 - start) / span) / 2, 1e-6);

        // In the first task half of b's runs win, in the second all.
        table.Rows[1][4].Number!.Value.ShouldBe(0.75, 1e-12);
        table.Rows[0][4].ShouldBe(TableCell.None);
    }

    [Fact]
    public void Methods_with_different_tasks_are_not_compared()
    {
        WriteSweep(("a", "1", [90]), ("a", "2", [80]), ("b", "1", [91]));
        ComparisonTable.Of(ExperimentResults.Load(_folder.Path)).ShouldBeNull();
    }

    [Fact]
    public void Tables_that_no_longer_apply_are_removed_and_notes_beside_them_stay()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 3);
        var tables = ReportTables.Of(ExperimentResults.Load(_folder.Path));
        TableFiles.Write(_folder.Path, tables);
        File.WriteAllText(_folder.File("tables/mine.txt"), "a note");
        TableFiles.Write(_folder.Path, [tables[0]]);
        Directory.GetFiles(_folder.File("tables")).Select(Path.GetFileName)
            .ShouldBe(["mine.txt", "results.csv", "results.md", "results.tex"], ignoreOrder: true);
    }

    private void WriteSweep(params (string Method, string Value, double[] Finals)[] points)
    {
        QuickstartFixture.Write(_folder.Path, rounds: 1);
        var runs = SummaryFile.Read(_folder.Path).Runs;
        SummaryFile.Write(_folder.Path, new ExperimentSummary
        {
            Runs = [.. points.SelectMany(point => point.Finals.Select((final, seed) => QuickstartFixture.Copy(
                _folder.Path, runs[(point.Method == "a" ? 0 : 12) + seed], $"{point.Method}-kappa={point.Value}-seed{seed}") with
            {
                Variant = $"{point.Method} kappa={point.Value}",
                Objective = final,
                Sweep = [new SweepValue("kappa", point.Value)],
            }))],
        });
    }

    private double FirstRoundFrom(double objective, string run) =>
        RoundsFile.Read(_folder.File($"{run}/rounds.csv")).First(row => row.Objective >= objective).Round;
}
