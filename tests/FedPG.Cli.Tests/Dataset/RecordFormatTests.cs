using System.Globalization;
using FedPG.Experiments.Files;
using FedPG.Experiments.Results;
using FedPG.Experiments.Results.Export;

namespace FedPG.Cli.Tests.Dataset;

/// <summary>A format of records that a program adds.</summary>
public class RecordFormatTests : Workspace
{
    [Fact]
    public async Task A_format_of_ones_own_is_written_by_run_and_report()
    {
        var catalogue = ExperimentCatalogue.Default.WithRecordFormat(new LastRows());
        var run = await Tool.RunAsync(catalogue, "run", Small(), "--out", Path("out"), "--quiet", "--format", "last-rows,parquet");
        run.Code.ShouldBe(0, run.Error);
        File.Exists(Path("out", "rounds.parquet")).ShouldBeTrue();
        string written = File.ReadAllText(Path("out", "last.txt"));
        written.ShouldStartWith("s-fedpg-seed0 6 ");
        File.Delete(Path("out", "last.txt"));
        File.Delete(Path("out", "rounds.parquet"));
        (await Tool.RunAsync(catalogue, "report", Path("out"), "--format", "last-rows")).Code.ShouldBe(0);
        File.ReadAllText(Path("out", "last.txt")).ShouldBe(written);
        File.Exists(Path("out", "rounds.parquet")).ShouldBeTrue("Parquet files of an earlier execution are kept up to date");
    }

    [Fact]
    public async Task An_unknown_format_is_one_line_with_all_names()
    {
        var catalogue = ExperimentCatalogue.Default.WithRecordFormat(new LastRows());
        var refused = await Tool.RunAsync(catalogue, "run", Small(), "--out", Path("out"), "--format", "csv,xls");
        refused.Code.ShouldBe(2);
        refused.ErrorLines.Single().ShouldEndWith("--format: found 'xls'; accepted: csv, parquet, tensorboard or last-rows");
        Directory.Exists(Path("out")).ShouldBeFalse();
    }

    [Fact]
    public void A_name_is_given_once()
    {
        var catalogue = ExperimentCatalogue.Default.WithRecordFormat(new LastRows());
        Should.Throw<ArgumentException>(() => catalogue.WithRecordFormat(new LastRows())).Message.ShouldContain("'last-rows'");
    }

    /// <summary>A line for each run: its name, and the round and the objective of its last row.</summary>
    private sealed class LastRows : IRecordFormat
    {
        public string Name => "last-rows";

        public Task WriteAsync(ExperimentFolder folder, CancellationToken cancellationToken)
        {
            var lines = folder.Summary.Runs.Select(run => (run.Run, Row: folder.Rounds(run)[^1])).Select(last =>
                string.Create(CultureInfo.InvariantCulture, $"{last.Run} {last.Row.Round} {last.Row.Objective:R}"));
            return File.WriteAllLinesAsync(System.IO.Path.Combine(folder.Path, "last.txt"), lines, cancellationToken);
        }
    }
}
