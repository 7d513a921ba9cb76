using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Unicode;
using FedPG.Federation;

namespace FedPG.Experiments.Records;

/// <summary><c>timings.csv</c>: wall-clock times, kept apart from <c>rounds.csv</c>, which must not depend on the machine.</summary>
internal sealed class TimingsFile : IDisposable
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string FileName = "timings.csv";

    /// <summary>The first row.</summary>
    public const string Header = "round,elapsedSeconds,environmentSteps,askedAgain,duplicated,outdated,foreign";

    /// <summary>The columns of integers; the remaining one holds seconds.</summary>
    internal static readonly FrozenSet<string> WholeNumbers =
        FrozenSet.Create("round", "environmentSteps", "askedAgain", "duplicated", "outdated", "foreign");

    private readonly CsvWriter _writer;

    private TimingsFile(CsvWriter writer) => _writer = writer;

    /// <summary>Starts a new file.</summary>
    public static TimingsFile Create(string path) => new(CsvWriter.Create(path, Header));

    /// <summary>Continues after <paramref name="lastRound"/>, from which a run resumes; rows of later rounds are removed.</summary>
    public static TimingsFile Continue(string path, int lastRound) => new(CsvWriter.Continue(path, Header, lastRound));

    /// <summary>Appends a row.</summary>
    public void Append(TimingRow row)
    {
        Span<byte> line = stackalloc byte[CsvWriter.LongestLine];
        var (repairs, steps) = (row.Repairs, row.EnvironmentSteps);
        bool isWhole = Utf8.TryWrite(
            line,
            CultureInfo.InvariantCulture,
            $"{row.Round},{row.ElapsedSeconds:R},{steps},{repairs.AskedAgain},{repairs.Duplicated},{repairs.Outdated},{repairs.Foreign}",
            out int length);
        _writer.Line(line[..length], isWhole);
    }

    /// <summary>Hands the buffered rows to the operating system.</summary>
    public void Flush() => _writer.Flush();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <summary>Reads a file; columns are found by name, and unknown ones are ignored.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isOpen">Whether the last line may be incomplete.</param>
    /// <exception cref="SpecificationException">The file is damaged.</exception>
    public static ImmutableArray<TimingRow> Read(string path, bool isOpen = false)
    {
        var table = CsvTable.Read(path, isOpen);
        int[] rounds = table.Rounds();
        int elapsed = table.Column("elapsedSeconds");
        int steps = table.Column("environmentSteps");
        var repairs = Repairs(table);
        return [.. rounds.Select((round, i) => new TimingRow(round, table.Double(i, elapsed), table.Integer(i, steps), repairs(i)))];
    }

    private static Func<int, RoundRepairs> Repairs(CsvTable table)
    {
        int again = table.Column("askedAgain"), duplicated = table.Column("duplicated");
        int outdated = table.Column("outdated"), foreign = table.Column("foreign");
        return i => new RoundRepairs
        {
            AskedAgain = table.Count(i, again),
            Duplicated = table.Count(i, duplicated),
            Outdated = table.Count(i, outdated),
            Foreign = table.Count(i, foreign),
        };
    }
}

/// <summary>One row of <c>timings.csv</c>.</summary>
/// <param name="Round">The number of rounds run.</param>
/// <param name="ElapsedSeconds">Wall-clock seconds since the run started.</param>
/// <param name="EnvironmentSteps">The sampling budget used so far, in environment steps.</param>
/// <param name="Repairs">The protocol's repairs since the previous row.</param>
internal readonly record struct TimingRow(int Round, double ElapsedSeconds, long EnvironmentSteps, RoundRepairs Repairs = default);
