using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>
/// The rounds of all runs of an experiment in one tidy table: the columns run, variant, algorithm, seed, one for each swept setting, and
/// those of the runs' <c>rounds.csv</c>. Rows are read from the runs' files when they are enumerated.
/// </summary>
internal sealed class RoundsTable
{
    private RoundsTable(ImmutableArray<TableColumn> columns, int leading, ImmutableArray<RunPart> parts) =>
        (Columns, Leading, Parts) = (columns, leading, parts);

    /// <summary>The columns, in order.</summary>
    public ImmutableArray<TableColumn> Columns { get; }

    /// <summary>The number of columns before those of the runs' files.</summary>
    public int Leading { get; }

    /// <summary>The runs, in the order of the plan.</summary>
    public ImmutableArray<RunPart> Parts { get; }

    /// <summary>The table of a folder.</summary>
    public static RoundsTable Of(ExperimentFolder folder)
    {
        TableColumn[] own =
        [
            new("run", ColumnKind.String, IsOptional: false), new("variant", ColumnKind.String, IsOptional: false),
            new("algorithm", ColumnKind.String, IsOptional: false), new("seed", ColumnKind.Integer, IsOptional: false),
        ];
        ImmutableArray<SweptSetting> settings =
            [.. SweptSetting.Of(folder).Where(setting => !own.Any(column => column.Name == setting.Setting))];
        var cells = SweptSetting.Points(folder).ToDictionary(
            run => SweptSetting.PointOf(folder, run),
            run => settings.Select(setting => setting.Cell(folder, run)).ToImmutableArray(),
            ReferenceEqualityComparer.Instance);
        var lines = folder.Summary.Runs.ToDictionary(
            run => run.Run, run => new RunLines(Path.Combine(folder.Path, run.Run, RoundsFile.FileName)));
        var read = lines.Values.Where(file => file.Columns.Length > 0).ToList();
        string[] names = [.. read.SelectMany(file => file.Columns).Distinct()];
        var rounds = names.Select(name => new TableColumn(
            name,
            RoundsFile.WholeNumbers.Contains(name) ? ColumnKind.Integer : ColumnKind.Number,
            IsOptional: read.Exists(file => !file.Columns.Contains(name))));
        return new RoundsTable(
            [.. own, .. settings.Select(setting => new TableColumn(setting.Setting, setting.Kind, setting.IsOptional)), .. rounds],
            own.Length + settings.Length,
            [
                .. folder.Summary.Runs.Select(run => new RunPart(
                    [
                        run.Run, run.Variant, run.Algorithm, run.Seed.ToString(CultureInfo.InvariantCulture),
                        .. cells[SweptSetting.PointOf(folder, run)],
                    ],
                    lines[run.Run],
                    [.. names.Select(name => Array.IndexOf(lines[run.Run].Columns, name))])),
            ]);
    }
}

/// <summary>The rows of one run.</summary>
/// <param name="Leading">The cells that all of its rows begin with.</param>
/// <param name="Lines">The run's file.</param>
/// <param name="Sources">For each further column of the table the column of the run's file; -1 if the file does not have it.</param>
internal sealed record RunPart(ImmutableArray<string> Leading, RunLines Lines, ImmutableArray<int> Sources);
