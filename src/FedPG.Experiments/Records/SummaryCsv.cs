using System.Globalization;
using System.Text;

namespace FedPG.Experiments.Records;

/// <summary><c>summary.csv</c>: the flat form of <c>summary.json</c>, quoted as RFC 4180 says.</summary>
internal static class SummaryCsv
{
    private static readonly (string Name, Func<RunSummary, string> Cell)[] Columns =
    [
        ("run", r => Quoted(r.Run)),
        ("variant", r => Quoted(r.Variant)),
        ("algorithm", r => Quoted(r.Algorithm)),
        ("seed", r => Text(r.Seed)),
        ("rounds", r => Text(r.Rounds)),
        ("completed", r => Text(r.Completed)),
        ("objective", r => Text(r.Objective)),
        ("regularizedObjective", r => Text(r.RegularizedObjective)),
        ("ownObjective", r => Text(r.OwnObjective)),
        ("gapToBestStationary", r => Text(r.GapToBestStationary)),
        ("gapToBestDeterministic", r => Text(r.GapToBestDeterministic)),
        ("environmentSteps", r => Text(r.EnvironmentSteps)),
        ("elapsedSeconds", r => Text(r.ElapsedSeconds)),
        ("environmentStepsPerSecond", r => Text(r.EnvironmentStepsPerSecond)),
        ("raisedProbabilities", r => Text(r.RaisedProbabilities)),
        ("massMoved", r => Text(r.MassMoved)),
        ("period", r => Text(r.Period)),
        ("environment", r => Quoted(r.Environment)),
        ("sweep", r => Quoted(string.Join(';', r.Sweep.Select(s => $"{s.Setting}={s.Value}")))),
        ("upperBound", r => Text(r.ReferenceValues.UpperBound)),
        ("bestStationary", r => Text(r.ReferenceValues.BestStationary)),
        ("bestDeterministic", r => Text(r.ReferenceValues.BestDeterministic)),
        ("bestDeterministicExhaustive", r => Text(r.ReferenceValues.BestDeterministicExhaustive)),
        ("bestPeriodic", r => string.Join(';', r.ReferenceValues.BestPeriodic.Select(p => $"{Text(p.Period)}={Text(p.Value)}"))),
        ("notices", r => Quoted(string.Join(" | ", r.Notices))),
    ];

    public static string Of(ExperimentSummary summary)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(c => c.Name)).Append('\n');
        foreach (RunSummary run in summary.Runs) text.AppendJoin(',', Columns.Select(c => c.Cell(run))).Append('\n');
        return text.ToString();
    }

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool? value) => value switch { true => "true", false => "false", null => "" };

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
