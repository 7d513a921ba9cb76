using System.Globalization;
using ParquetSharp;

namespace FedPG.Cli.Tests.Dataset;

/// <summary><c>rounds.csv</c> and <c>rounds.parquet</c> of a whole experiment.</summary>
public class RoundsTableTests : Workspace
{
    /// <summary>Finite and continuous states, a setting that one variant sweeps, and the word for no value.</summary>
    private const string Mixed = """
        fedpg {
          name = mixed
          rounds = 3
          evaluation { references = none, episodes = 4 }
          local.horizon = 5
          variants {
            tables {
              environment.type = synthetic
              sweep { "entropy.temperature" = [0, 0.5], "diagnostics.lojasiewicz" = [on, off], "local.estimator" = [sampled] }
            }
            "control, sampled" {
              environment { type = pendulum, length = 1 }
              sweep { "environment.mass" = [1, 1.5] }
            }
          }
          sweep { "server.deadline" = [none, 3] }
        }
        """;

    [Fact]
    public async Task The_table_has_the_rows_of_every_run_behind_the_run_and_its_settings()
    {
        (await Tool.RunAsync("run", Write("two.conf", TwoVariants), "--out", Path("out"), "--quiet", "--seeds", "0..1")).Code.ShouldBe(0);
        string[] expected =
        [
            .. from variant in (string[])["a", "b"]
               from steps in (string[])["1", "2"]
               from batch in (string[])["2", "4"]
               from seed in (string[])["0", "1"]
               let run = $"{variant}-local.steps={steps}-local.batch={batch}-seed{seed}"
               let algorithm = variant == "a" ? "s-fedpg" : "fedq"
               let leading = $"{run},{variant} local.steps={steps} local.batch={batch},{algorithm},{seed},{steps},{batch},"
               from row in File.ReadAllLines(Path("out", run, "rounds.csv"))[1..]
               select leading + row,
        ];
        string[] table = File.ReadAllLines(Path("out", "rounds.csv"));
        table[0].ShouldStartWith("run,variant,algorithm,seed,local.steps,local.batch,round,objective,");
        table[1..].ShouldBe(expected);
    }

    [Fact]
    public async Task Every_column_has_one_type_and_another_reader_finds_the_cells_of_CSV_in_Parquet()
    {
        var tool = await Tool.RunAsync("run", Write("mixed.conf", Mixed), "--out", Path("out"), "--quiet", "--format", "parquet");
        tool.Code.ShouldBe(0, tool.Error);
        string[] lines = File.ReadAllLines(Path("out", "rounds.csv"));
        string[] names = lines[0].Split(',');
        names[..10].ShouldBe(
        [
            "run", "variant", "algorithm", "seed", "server.deadline", "entropy.temperature", "diagnostics.lojasiewicz",
            "local.estimator", "environment.mass", "round",
        ]);
        names[^1].ShouldBe("endedFraction");
        using var file = new ParquetFileReader(Path("out", "rounds.parquet"));
        var columns = Enumerable.Range(0, file.FileMetaData.NumColumns).Select(file.FileMetaData.Schema.Column).ToList();
        columns.Select(column => column.Name).ShouldBe(names);
        string types(string name) => columns.Single(column => column.Name == name) is var found && found.MaxDefinitionLevel > 0
            ? $"{found.PhysicalType}?"
            : $"{found.PhysicalType}";
        names[..11].Select(types).ShouldBe(
        [
            "ByteArray", "ByteArray", "ByteArray", "Int64", "Double?", "Double?", "Boolean?", "ByteArray?", "Double?", "Int64", "Double",
        ]);
        types("episodeLength").ShouldBe("Double?");
        types("participants").ShouldBe("Int64");
        string[][] cells = Cells(file);

        // A quoted variant has a comma.
        lines[1..].Select(line => line.Replace("\"control, sampled", "\"control; sampled", StringComparison.Ordinal).Split(','))
            .Select(row => string.Join('|', row).Replace("\"", "", StringComparison.Ordinal))
            .ShouldBe(cells.Select(row => string.Join('|', row).Replace("control, sampled", "control; sampled", StringComparison.Ordinal)));
        cells.Select(row => row[6]).Distinct().ShouldBe(["true", "false", ""]);
        cells.Select(row => row[7]).Distinct().ShouldBe(["sampled", ""]);
        cells.Select(row => row[8]).Distinct().ShouldBe(["", "1", "1.5"]);
    }

    [Fact]
    public async Task A_report_writes_the_same_bytes_and_a_resumed_experiment_those_of_one_that_had_all_seeds()
    {
        string two = Write("two.conf", TwoVariants);
        string[] names = ["rounds.csv", "rounds.parquet", "experiment.json"];
        string[] bytes(string folder) => [.. names.Select(name => Convert.ToHexString(File.ReadAllBytes(Path(folder, name))))];
        (await Tool.RunAsync("run", two, "--out", Path("whole"), "--quiet", "--format", "parquet", "--seeds", "0..1")).Code.ShouldBe(0);
        (await Tool.RunAsync("run", two, "--out", Path("out"), "--quiet", "--format", "parquet")).Code.ShouldBe(0);
        bytes("out").ShouldNotBe(bytes("whole"));
        (await Tool.RunAsync("run", two, "--out", Path("out"), "--quiet", "--resume", "--seeds", "0..1")).Code.ShouldBe(0);
        bytes("out").ShouldBe(bytes("whole"));
        foreach (string name in names) File.WriteAllText(Path("out", name), "");
        (await Tool.RunAsync("report", Path("out"))).Code.ShouldBe(0);
        bytes("out").ShouldBe(bytes("whole"));
    }

    [Fact]
    public async Task A_row_that_is_being_written_and_runs_without_rows_are_left_out()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--seeds", "0..2")).Code.ShouldBe(0);
        string whole = File.ReadAllText(Path("out", "rounds.csv"));
        foreach (string name in (string[])["summary.json", "s-fedpg-seed1/run.json"]) File.Delete(Path("out", name));
        Directory.Delete(Path("out", "s-fedpg-seed2"), recursive: true);
        string rounds = Path("out", "s-fedpg-seed1", "rounds.csv"), text = File.ReadAllText(rounds);
        File.WriteAllText(rounds, text[..^3]);
        var report = await Tool.RunAsync("report", Path("out"));
        report.Code.ShouldBe(0, report.Error);
        string[] lines = whole.Split('\n');
        File.ReadAllLines(Path("out", "rounds.csv")).ShouldBe(lines[..(1 + 7 + 6)]);
    }

    [Fact]
    public async Task A_folder_of_an_earlier_version_has_a_table_of_the_columns_that_it_has()
    {
        string source = System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "earlier", "chain");
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path("out", System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        (await Tool.RunAsync("report", Path("out"))).Code.ShouldBe(0);
        string[] run = File.ReadAllLines(Path("out", "s-fedpg-seed0", "rounds.csv"));
        File.ReadAllLines(Path("out", "rounds.csv"))[1..]
            .ShouldContain($"s-fedpg-seed0,s-fedpg,s-fedpg,0,{run[^1]}");
    }

    /// <summary>All cells, formatted like those of CSV.</summary>
    private static string[][] Cells(ParquetFileReader file)
    {
        var rows = new List<string[]>();
        for (int i = 0; i < file.FileMetaData.NumRowGroups; i++)
        {
            using var group = file.RowGroup(i);
            string[][] columns = [.. Enumerable.Range(0, file.FileMetaData.NumColumns).Select(column => Column(group, column))];
            rows.AddRange(Enumerable.Range(0, columns[0].Length).Select(row => columns.Select(column => column[row]).ToArray()));
        }

        return [.. rows];
    }

    private static string[] Column(RowGroupReader group, int index)
    {
        using var column = group.Column(index);
        return (column.ColumnDescriptor.PhysicalType, column.ColumnDescriptor.MaxDefinitionLevel > 0) switch
        {
            (PhysicalType.ByteArray, _) => Read<string>(),
            (PhysicalType.Int64, false) => Read<long>(),
            (PhysicalType.Int64, true) => Read<long?>(),
            (PhysicalType.Double, false) => Read<double>(),
            (PhysicalType.Double, true) => Read<double?>(),
            (_, false) => Read<bool>(),
            (_, true) => Read<bool?>(),
        };

        string[] Read<T>()
        {
            using var values = column.LogicalReader<T>();
            return [.. values.ReadAll((int)group.MetaData.NumRows).Select(value => Text(value))];
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
