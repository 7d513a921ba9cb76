using System.Collections.Immutable;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>A setting that at least one run of an experiment sweeps.</summary>
/// <param name="Setting">The setting, without the leading <c>fedpg.</c>.</param>
/// <param name="Kind">The type of its values.</param>
/// <param name="IsOptional">Whether a run has no value: it does not sweep the setting, or has the word that stands for none.</param>
internal sealed record SweptSetting(string Setting, ColumnKind Kind, bool IsOptional)
{
    /// <summary>The settings that the runs sweep, in the order in which they occur. Without the runs' plans they are strings.</summary>
    public static ImmutableArray<SweptSetting> Of(ExperimentFolder folder) =>
        Of([.. Points(folder).Select(run => (run.Sweep, folder.Plans.SettingsOf(run.Run)))], folder.Catalogue);

    /// <summary>The settings that planned runs sweep.</summary>
    public static ImmutableArray<SweptSetting> Of(IEnumerable<RunSpecification> runs, FederationCatalogue catalogue) =>
        Of(
            [.. runs.DistinctBy(run => run.Settings, ReferenceEqualityComparer.Instance).Select(run => (run.Point, run.Settings))],
            catalogue);

    private static ImmutableArray<SweptSetting> Of(
        IReadOnlyList<(ImmutableArray<SweepValue> Sweep, RunSettings? Settings)> points, FederationCatalogue catalogue) =>
    [
        .. points.SelectMany(point => point.Sweep).Select(value => value.Setting).Distinct().Select(setting =>
        {
            var values = points.Select(point => Bound(point.Sweep, point.Settings, setting, catalogue)).ToList();
            var kind = values.OfType<SettingValue>().Select(value => KindOf(value.Type)).Distinct().ToList() is [var one]
                ? one
                : ColumnKind.String;
            bool isOptional = kind == ColumnKind.String
                ? points.Any(point => Written(point.Sweep, setting) is null)
                : values.Exists(value => value?.Value is null);
            return new SweptSetting(setting, kind, isOptional);
        }),
    ];

    /// <summary>What runs share that differ only in their seed.</summary>
    public static object PointOf(ExperimentFolder folder, RunSummary run) => (object?)folder.Plans.SettingsOf(run.Run) ?? run;

    /// <summary>One run of each point.</summary>
    public static IEnumerable<RunSummary> Points(ExperimentFolder folder) =>
        folder.Summary.Runs.DistinctBy(run => PointOf(folder, run), ReferenceEqualityComparer.Instance);

    /// <summary>The run's cell: empty if the run has no value.</summary>
    public string Cell(ExperimentFolder folder, RunSummary run)
    {
        if (Kind == ColumnKind.String) return Written(run.Sweep, Setting) ?? "";
        var bound = Bound(run.Sweep, folder.Plans.SettingsOf(run.Run), Setting, folder.Catalogue);
        return bound?.Value is { } value ? OptionValue.Format(value) : "";
    }

    /// <summary>The value in a run's settings; null if the run does not sweep the setting, or its settings are unknown.</summary>
    private static SettingValue? Bound(
        ImmutableArray<SweepValue> sweep, RunSettings? settings, string setting, FederationCatalogue catalogue) =>
        Written(sweep, setting) is not null && settings is not null ? SettingValue.Of(settings, setting, catalogue) : null;

    private static string? Written(ImmutableArray<SweepValue> sweep, string setting) =>
        sweep.FirstOrDefault((SweepValue value) => value.Setting == setting)?.Value;

    private static ColumnKind KindOf(Type type)
    {
        if (OptionValue.IsWhole(type)) return ColumnKind.Integer;
        if (type == typeof(double)) return ColumnKind.Number;
        return type == typeof(bool) ? ColumnKind.Boolean : ColumnKind.String;
    }
}
