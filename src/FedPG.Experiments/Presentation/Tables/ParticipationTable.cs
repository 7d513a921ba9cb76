using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Results;
using FedPG.Participation;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>Participation, one row per variant.</summary>
internal static class ParticipationTable
{
    public const string Name = "participation";

    private const string Caption = "Asked, participants and dropped: means over scored rounds and seeds. Late, stale, crashed, lost and "
        + "refused: totals of all runs. Gone: at the end of all runs together. Simulated time: mean over the runs.";

    private static readonly ImmutableArray<string> Headings =
    [
        "asked per round", "participants per round", "dropped per round", "late", "stale", "crashed", "lost", "refused", "gone",
        "simulated time",
    ];

    /// <summary>The table; null if no agent was missing.</summary>
    public static ReportTable? Of(ExperimentResults results)
    {
        var table = new ReportTable { Name = Name, Title = "Participation", Caption = Caption, Headings = Headings };
        return results.IsPartial ? VariantColumns.Table(table, results, Row) : null;
    }

    private static IEnumerable<TableCell> Row(VariantResult variant)
    {
        ParticipationResult participation = variant.Participation;
        RoundTally total = participation.Total;
        int[] counted = [total.Late, total.Stale, total.Crashed, total.Lost, total.Refused, total.Gone];
        TableCell[] counts = [.. counted.Select(count => TableCell.Count(count))];
        double seconds = variant.Time.Seconds.DefaultIfEmpty().Average();
        return
        [
            Mean(participation.Asked), Mean(participation.Participants), Mean(participation.Dropped), .. counts,
            new TableCell(TimeTable.Seconds(seconds), seconds),
        ];
    }

    private static TableCell Mean(double value) => new(value.ToString("#,0.##", CultureInfo.InvariantCulture), value);
}
