using FedPG.Experiments.Records;
using FedPG.Experiments.Tests.Results;
using Parquet;
using Parquet.Schema;

namespace FedPG.Experiments.Tests.Records;

public sealed class ParquetRecordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rounds_and_timings_read_back_with_the_columns_types_and_bits_of_the_csv()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 30);
        await ParquetRecords.WriteAsync(_folder.Path);
        var rows = RoundsFile.Read(_folder.File("fedq-seed-2/rounds.csv"));
        await using var rounds = await ParquetReader.CreateAsync(_folder.File("fedq-seed-2/rounds.parquet"));
        rounds.Schema.GetDataFields().Select(field => field.Name).ShouldBe(RoundsFile.Header.Split(','));
        (await ReadAsync<long>(rounds, "round")).ShouldBe(rows.Select(row => (long)row.Round));
        (await ReadAsync<double>(rounds, "objective")).ShouldBe(rows.Select(row => row.Objective));
        (await ReadAsync<long>(rounds, "participants")).ShouldBe(rows.Select(row => row.Participants));
        (await ReadAsync<double>(rounds, "drift")).ShouldBe(rows.Select(row => row.Drift));
        (await ReadAsync<double>(rounds, "simulatedSeconds")).ShouldBe(rows.Select(row => row.Tally.SimulatedSeconds));

        await using var timings = await ParquetReader.CreateAsync(_folder.File("fedq-seed-2/timings.parquet"));
        timings.Schema.GetDataFields().Select(field => field.Name).ShouldBe(TimingsFile.Header.Split(','));
        (await ReadAsync<long>(timings, "environmentSteps"))
            .ShouldBe(TimingsFile.Read(_folder.File("fedq-seed-2/timings.csv")).Select(row => row.EnvironmentSteps));
    }

    [Fact]
    public async Task The_summary_has_the_columns_of_its_csv_nulls_and_numbers_that_are_not_finite()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 1);
        ExperimentSummary summary = SummaryFile.Read(_folder.Path);
        SummaryFile.Write(_folder.Path, summary with
        {
            Runs =
            [
                .. summary.Runs.Select((run, i) => i == 1
                    ? run with { Objective = double.NaN, GapToBestStationary = null, ReferenceValues = new ReferenceSummary() }
                    : run with { BestObjective = 0.25, BestRound = i }),
            ],
        });
        await ParquetRecords.WriteAsync(_folder.Path);
        await using var file = await ParquetReader.CreateAsync(_folder.File("summary.parquet"));
        file.Schema.GetDataFields().Select(field => field.Name).ShouldBe(File.ReadLines(_folder.File("summary.csv")).First().Split(','));
        var runs = SummaryFile.Read(_folder.Path).Runs;
        (await ReadAsync<double>(file, "objective")).ShouldBe(runs.Select(run => run.Objective));
        (await ReadNullableAsync<double>(file, "gapToBestStationary")).ShouldBe(runs.Select(run => run.GapToBestStationary));
        (await ReadNullableAsync<double>(file, "bestObjective")).ShouldBe(runs.Select(run => run.BestObjective));
        (await ReadNullableAsync<long>(file, "bestRound")).ShouldBe(runs.Select(run => (long?)run.BestRound));
        (await ReadNullableAsync<bool>(file, "bestDeterministicExhaustive"))
            .ShouldBe(runs.Select(run => run.ReferenceValues.BestDeterministicExhaustive));
        (await ReadAsync<bool>(file, "completed")).ShouldBe(runs.Select(run => run.Completed));
        (await ReadTextAsync(file, "run")).ShouldBe(runs.Select(run => run.Run));
        (await ReadTextAsync(file, "notices")).ShouldBe(runs.Select(run => string.Join(" | ", run.Notices)));
    }

    private static DataField Field(ParquetReader file, string name) => file.Schema.FindDataField(name);

    private static async Task<T[]> ReadAsync<T>(ParquetReader file, string name)
        where T : struct
    {
        using var group = file.OpenRowGroupReader(0);
        var values = new T[group.RowCount];
        await group.ReadAsync<T>(Field(file, name), values.AsMemory());
        return values;
    }

    private static async Task<T?[]> ReadNullableAsync<T>(ParquetReader file, string name)
        where T : struct
    {
        using var group = file.OpenRowGroupReader(0);
        var values = new T?[group.RowCount];
        await group.ReadAsync<T>(Field(file, name), values.AsMemory());
        return values;
    }

    private static async Task<string?[]> ReadTextAsync(ParquetReader file, string name)
    {
        using var group = file.OpenRowGroupReader(0);
        var values = new string?[group.RowCount];
        await group.ReadAsync(Field(file, name), values.AsMemory());
        return values;
    }
}
