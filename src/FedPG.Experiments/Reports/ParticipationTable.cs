using System.Collections.Immutable;
using System.Globalization;
using FedPG.Participation;

namespace FedPG.Experiments.Reports;

/// <summary>Who took part, one row a variant, as text.</summary>
internal static class ParticipationTable
{
    public const string Caption = "Asked, participants and dropped: means over scored rounds and seeds. Late, stale, crashed, lost and refused: "
        + "totals of all runs. Gone: at the end of all runs together. Simulated time: mean over the runs.";

    public static ImmutableArray<string> Headings { get; } =
    [
        "variant", "asked a round", "participants a round", "dropped a round", "late", "stale", "crashed", "lost", "refused", "gone", "simulated time",
    ];

    /// <summary>Whether anybody was missing anywhere.</summary>
    public static bool Applies(ExperimentResults results) => results.Variants.Any(variant => variant.Participation.IsPartial);

    public static IEnumerable<string[]> Rows(ExperimentResults results) => results.Variants.Select(variant =>
    {
        ParticipationResult participation = variant.Participation;
        RoundTally total = participation.Total;
        string[] counts = [.. new[] { total.Late, total.Stale, total.Crashed, total.Lost, total.Refused, total.Gone }.Select(count => NumberText.Count(count))];
        return (string[])
        [
            variant.Label, Mean(participation.Asked), Mean(participation.Participants), Mean(participation.Dropped), .. counts,
            TimeTable.Seconds(variant.Time.Seconds.DefaultIfEmpty().Average()),
        ];
    });

    private static string Mean(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
