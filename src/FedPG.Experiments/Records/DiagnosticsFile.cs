using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FedPG.Diagnostics;

namespace FedPG.Experiments.Records;

/// <summary>One row of <c>diagnostics.csv</c>: the inequalities of one type after a round.</summary>
/// <param name="Round">The number of rounds run.</param>
/// <param name="Type">The type, from 0.</param>
/// <param name="Plain">The inequality of J_c.</param>
/// <param name="Regularized">The inequality of J_c with the entropy bonus; null without a temperature.</param>
internal readonly record struct DiagnosticsRow(int Round, int Type, LojasiewiczBound Plain, LojasiewiczBound? Regularized);

/// <summary><c>diagnostics.csv</c>: one row per scored round and type; like <c>rounds.csv</c>, the same bytes on every machine.</summary>
internal sealed class DiagnosticsFile : IDisposable
{
    public const string FileName = "diagnostics.csv";

    public const string Header = "round,type,gradientNorm,coefficient,gap,bound,largestGap,vacuous,"
        + "regularizedGradientNorm,regularizedCoefficient,regularizedGap,regularizedBound,regularizedLargestGap,regularizedVacuous";

    private readonly CsvWriter _writer;

    private DiagnosticsFile(CsvWriter writer) => _writer = writer;

    public static DiagnosticsFile Create(string path) => new(CsvWriter.Create(path, Header));

    /// <summary>Continues after <paramref name="lastRound"/>, from which a run resumes.</summary>
    public static DiagnosticsFile Continue(string path, int lastRound) => new(CsvWriter.Continue(path, Header, lastRound));

    public void Append(DiagnosticsRow row) => _writer.Line(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Round},{row.Type},{Text(row.Plain)},{(row.Regularized is { } bound ? Text(bound) : ",,,,,")}")));

    public void Flush() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    /// <summary>Reads the rows of a file, in order.</summary>
    /// <exception cref="SpecificationException">The file is missing or damaged.</exception>
    public static ImmutableArray<DiagnosticsRow> Read(string path)
    {
        var table = CsvTable.Read(path);
        int round = table.Column("round"), type = table.Column("type");
        bool hasRegularized = table.Rows > 0 && !table.IsEmpty(0, table.Column("regularizedGap"));
        return
        [
            .. Enumerable.Range(0, table.Rows).Select(row => new DiagnosticsRow(
                table.Count(row, round), table.Count(row, type),
                Bound(table, row, "gradientNorm", "coefficient", "gap", "largestGap", exponent: 1),
                hasRegularized
                    ? Bound(
                        table, row, "regularizedGradientNorm", "regularizedCoefficient", "regularizedGap", "regularizedLargestGap",
                        exponent: 0.5)
                    : null)),
        ];
    }

    private static LojasiewiczBound Bound(
        CsvTable table, int row, string norm, string coefficient, string gap, string largest, double exponent) =>
        new(
        table.Double(row, table.Column(norm)), table.Double(row, table.Column(coefficient)), table.Double(row, table.Column(gap)), exponent,
        table.Double(row, table.Column(largest)));

    private static string Text(LojasiewiczBound bound) => string.Create(
        CultureInfo.InvariantCulture,
        $"{bound.GradientNorm:R},{bound.Coefficient:R},{bound.Gap:R},{bound.Bound:R},{bound.LargestGap:R},{(bound.IsVacuous ? 1 : 0)}");
}
