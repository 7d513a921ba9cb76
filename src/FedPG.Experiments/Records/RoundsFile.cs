using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Unicode;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Experiments.Records;

/// <summary>
/// <c>rounds.csv</c>: one row per scored round, a function of the specification and the seed only, so that all machines write the same
/// bytes. Numbers are the shortest text that reads back to the same bits; non-finite ones are <c>NaN</c>, <c>Infinity</c> or
/// <c>-Infinity</c>.
/// </summary>
public sealed class RoundsFile : IDisposable
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string FileName = "rounds.csv";

    /// <summary>The first row.</summary>
    public const string Header = "round,objective,regularizedObjective,ownObjective,participants,raisedProbabilities,massMoved,"
        + "asked,late,stale,dropped,crashed,lost,refused,gone,simulatedSeconds,drift";

    /// <summary>The further columns of runs that are scored on sampled trajectories.</summary>
    public const string EpisodeColumns = ",objectiveStandardError,undiscountedReturn,returnStandardError,episodeLength,endedFraction";

    /// <summary>The columns of integers; the others hold any number.</summary>
    internal static readonly FrozenSet<string> WholeNumbers =
        FrozenSet.Create(
            "round", "participants", "raisedProbabilities", "asked", "late", "stale", "dropped", "crashed", "lost", "refused", "gone");

    private readonly CsvWriter _writer;

    private RoundsFile(CsvWriter writer) => _writer = writer;

    /// <summary>Starts a new file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isSampled">Whether rounds are scored on sampled trajectories.</param>
    public static RoundsFile Create(string path, bool isSampled = false) => new(CsvWriter.Create(path, HeaderOf(isSampled)));

    /// <summary>Continues after <paramref name="lastRound"/>, from which a run resumes; rows of later rounds are removed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lastRound">The round.</param>
    /// <param name="isSampled">Whether rounds are scored on sampled trajectories.</param>
    public static RoundsFile Continue(string path, int lastRound, bool isSampled = false) =>
        new(CsvWriter.Continue(path, HeaderOf(isSampled), lastRound));

    /// <summary>Appends a row; it may stay in a buffer until <see cref="Flush"/>.</summary>
    public void Append(RoundReport report)
    {
        var tally = report.Tally;
        Span<byte> row = stackalloc byte[CsvWriter.LongestLine];
        bool isWhole = Utf8.TryWrite(
            row,
            CultureInfo.InvariantCulture,
            $"{report.Round},{report.Objective:R},{report.RegularizedObjective:R},{report.OwnObjective:R},{report.Participants},",
            out int first);
        isWhole &= Utf8.TryWrite(
            row[first..],
            CultureInfo.InvariantCulture,
            $"{report.RaisedProbabilities},{report.MassMoved:R},{tally.Asked},{tally.Late},{tally.Stale},{tally.Dropped},{tally.Crashed},",
            out int second);
        isWhole &= Utf8.TryWrite(
            row[(first + second)..],
            CultureInfo.InvariantCulture,
            $"{tally.Lost},{tally.Refused},{tally.Gone},{tally.SimulatedSeconds:R},{report.Drift:R}",
            out int third);
        int fourth = 0;
        if (report.Episodes is { } episodes)
        {
            isWhole &= Utf8.TryWrite(
                row[(first + second + third)..],
                CultureInfo.InvariantCulture,
                $",{episodes.StandardError:R},{episodes.Return:R},{episodes.ReturnStandardError:R},{episodes.Length:R},{episodes.Ended:R}",
                out fourth);
        }

        _writer.Line(row[..(first + second + third + fourth)], isWhole);
    }

    private static string HeaderOf(bool isSampled) => isSampled ? Header + EpisodeColumns : Header;

    /// <summary>Hands the buffered rows to the operating system.</summary>
    public void Flush() => _writer.Flush();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <summary>Reads a file written by this version or a later one: columns are found by name, and unknown ones are ignored.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isOpen">Whether the last line may be incomplete.</param>
    /// <exception cref="SpecificationException">The file is damaged.</exception>
    public static ImmutableArray<RoundRow> Read(string path, bool isOpen = false)
    {
        var table = CsvTable.Read(path, isOpen);
        int[] rounds = table.Rounds();
        int objective = table.Column("objective");
        int regularized = table.Column("regularizedObjective");
        int own = table.Column("ownObjective");
        int participants = table.Column("participants");
        int raised = table.Column("raisedProbabilities");
        int moved = table.Column("massMoved");
        var tally = Tally(table);
        int drift = table.Column("drift");
        var episodes = Episodes(table);
        var rows = ImmutableArray.CreateBuilder<RoundRow>(table.Rows);
        for (int i = 0; i < table.Rows; i++)
        {
            rows.Add(new RoundRow(
                rounds[i],
                table.Double(i, objective),
                table.Double(i, regularized),
                table.Double(i, own),
                table.Integer(i, participants),
                table.Integer(i, raised),
                table.Double(i, moved))
            {
                Tally = tally(i),
                Drift = table.Double(i, drift),
                Episodes = episodes?.Invoke(i),
            });
        }

        return rows.MoveToImmutable();
    }

    private static Func<int, EpisodeReport>? Episodes(CsvTable table)
    {
        if (!table.Columns.Contains("objectiveStandardError")) return null;
        int error = table.Column("objectiveStandardError"), total = table.Column("undiscountedReturn");
        int totalError = table.Column("returnStandardError"), length = table.Column("episodeLength"), ended = table.Column("endedFraction");
        return i => new EpisodeReport(
            table.Double(i, error), table.Double(i, total), table.Double(i, totalError), table.Double(i, length), table.Double(i, ended));
    }

    private static Func<int, RoundTally> Tally(CsvTable table)
    {
        int asked = table.Column("asked"), late = table.Column("late"), stale = table.Column("stale"), dropped = table.Column("dropped");
        int crashed = table.Column("crashed"), lost = table.Column("lost"), refused = table.Column("refused"), gone = table.Column("gone");
        int seconds = table.Column("simulatedSeconds");
        return i => new RoundTally
        {
            Asked = table.Count(i, asked),
            Late = table.Count(i, late),
            Stale = table.Count(i, stale),
            Dropped = table.Count(i, dropped),
            Crashed = table.Count(i, crashed),
            Lost = table.Count(i, lost),
            Refused = table.Count(i, refused),
            Gone = table.Count(i, gone),
            SimulatedSeconds = table.Double(i, seconds),
        };
    }
}
