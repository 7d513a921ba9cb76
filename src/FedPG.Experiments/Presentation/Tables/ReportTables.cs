using System.Collections.Immutable;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>The tables of a report.</summary>
internal static class ReportTables
{
    private static readonly ImmutableArray<(string Name, Func<ExperimentResults, ReportTable?> Table)> Catalogue =
    [
        (ResultTable.Name, ResultTable.Of),
        (ComparisonTable.Name, ComparisonTable.Of),
        (GapTable.RoundsName, GapTable.Rounds),
        (GapTable.StepsName, GapTable.Steps),
        (TimeTable.Name, TimeTable.Of),
        (ParticipationTable.Name, ParticipationTable.Of),
    ];

    /// <summary>The names of all tables.</summary>
    public static IEnumerable<string> Names => Catalogue.Select(kind => kind.Name);

    /// <summary>The tables that apply.</summary>
    public static ImmutableArray<ReportTable> Of(ExperimentResults results) =>
        [.. Catalogue.Select(kind => kind.Table(results)).OfType<ReportTable>()];
}
