using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FedPG.Experiments.Records;

/// <summary>The flat form of <c>summary.json</c>: <c>summary.csv</c>, quoted by RFC 4180, and <c>summary.parquet</c>.</summary>
internal static class SummaryColumns
{
    private static readonly ImmutableArray<Column> Columns =
    [
        Text("run", r => r.Run),
        Text("variant", r => r.Variant),
        Text("algorithm", r => r.Algorithm),
        Whole("seed", r => r.Seed),
        Whole("rounds", r => r.Rounds),
        new("completed", r => r.Completed ? "true" : "false", (name, runs) => ParquetColumn.Of(name, Values(runs, r => r.Completed))),
        Number("objective", r => r.Objective),
        Number("regularizedObjective", r => r.RegularizedObjective),
        Number("ownObjective", r => r.OwnObjective),
        Optional("gapToBestStationary", r => r.GapToBestStationary),
        Optional("gapToBestDeterministic", r => r.GapToBestDeterministic),
        Whole("environmentSteps", r => r.EnvironmentSteps),
        Number("elapsedSeconds", r => r.ElapsedSeconds),
        Number("environmentStepsPerSecond", r => r.EnvironmentStepsPerSecond),
        Whole("raisedProbabilities", r => r.RaisedProbabilities),
        Number("massMoved", r => r.MassMoved),
        Whole("period", r => r.Period),
        Text("environment", r => r.Environment),
        Text("sweep", r => string.Join(';', r.Sweep.Select(s => $"{s.Setting}={s.Value}"))),
        Optional("upperBound", r => r.ReferenceValues.UpperBound),
        Optional("bestStationary", r => r.ReferenceValues.BestStationary),
        Optional("bestDeterministic", r => r.ReferenceValues.BestDeterministic),
        new(
            "bestDeterministicExhaustive",
            r => r.ReferenceValues.BestDeterministicExhaustive switch { true => "true", false => "false", null => "" },
            (name, runs) => ParquetColumn.Of(name, Values(runs, r => r.ReferenceValues.BestDeterministicExhaustive))),
        Text("bestPeriodic", r => string.Join(';', r.ReferenceValues.BestPeriodic.Select(p => $"{Digits(p.Period)}={Digits(p.Value)}"))),
        Text("notices", r => string.Join(" | ", r.Notices)),
        Whole("agents", r => r.Agents),
        Optional("bestHistoryDependentLower", r => r.ReferenceValues.BestHistoryDependent?.Lower),
        Optional("bestHistoryDependentUpper", r => r.ReferenceValues.BestHistoryDependent?.Upper),
        Optional("bestObjective", r => r.BestObjective),
        new(
            "bestRound",
            r => r.BestRound?.ToString(CultureInfo.InvariantCulture) ?? "",
            (name, runs) => ParquetColumn.Of(name, Values(runs, r => (long?)r.BestRound))),
        Optional("objectiveStandardError", r => r.ObjectiveStandardError),
        Optional("undiscountedReturn", r => r.UndiscountedReturn),
        Optional("returnStandardError", r => r.ReturnStandardError),
        Optional("episodeLength", r => r.EpisodeLength),
        Optional("endedFraction", r => r.EndedFraction),
        Optional("gapToBestCommonLinear", r => r.GapToBestCommonLinear),
        Optional("bestCommonLinear", r => r.ReferenceValues.BestCommonLinear),
    ];

    /// <summary>The text of <c>summary.csv</c>.</summary>
    public static string Csv(IReadOnlyList<RunSummary> runs)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(c => c.Name)).Append('\n');
        foreach (RunSummary run in runs) text.AppendJoin(',', Columns.Select(c => c.Cell(run))).Append('\n');
        return text.ToString();
    }

    /// <summary>The columns of <c>summary.parquet</c>.</summary>
    public static IReadOnlyList<ParquetColumn> ForParquet(IReadOnlyList<RunSummary> runs) =>
        [.. Columns.Select(c => c.Parquet(c.Name, runs))];

    private static Column Text(string name, Func<RunSummary, string> value) =>
        new(name, r => CsvText.Quoted(value(r)), (column, runs) => ParquetColumn.Of(column, Values(runs, value)));

    private static Column Whole(string name, Func<RunSummary, long> value) =>
        new(name, r => value(r).ToString(CultureInfo.InvariantCulture), (column, runs) => ParquetColumn.Of(column, Values(runs, value)));

    private static Column Number(string name, Func<RunSummary, double> value) =>
        new(name, r => Digits(value(r)), (column, runs) => ParquetColumn.Of(column, Values(runs, value)));

    private static Column Optional(string name, Func<RunSummary, double?> value) =>
        new(name, r => value(r) is { } number ? Digits(number) : "", (column, runs) => ParquetColumn.Of(column, Values(runs, value)));

    private static T[] Values<T>(IReadOnlyList<RunSummary> runs, Func<RunSummary, T> value) => [.. runs.Select(value)];

    private static string Digits(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private sealed record Column(
        string Name, Func<RunSummary, string> Cell, Func<string, IReadOnlyList<RunSummary>, ParquetColumn> Parquet);
}
