using System.Collections.Immutable;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>A setting that at least one run of an experiment sweeps.</summary>
/// <param name="Setting">The setting, without the leading <c>fedpg.</c>.</param>
/// <param name="Kind">The type of its values.</param>
/// <param name="IsOptional">Whether a run has no value: it does not sweep the setting, or has the word that stands for none.</param>
internal sealed record SweptSetting(string Setting, ColumnKind Kind, bool IsOptional)
{
    /// <summary>The settings that the runs sweep, in the order in which they occur. Without the runs' plans they are strings.</summary>
    public static ImmutableArray<SweptSetting> Of(ExperimentFolder folder)
    {
        var runs = folder.Summary.Runs;
        return
        [
            .. runs.SelectMany(run => run.Sweep).Select(value => value.Setting).Distinct().Select(setting =>
            {
                var values = Points(folder).Select(run => Bound(folder, run, setting)).ToList();
                var kind = values.OfType<SettingValue>().Select(value => KindOf(value.Type)).Distinct().ToList() is [var one]
                    ? one
                    : ColumnKind.String;
                bool isOptional = kind == ColumnKind.String
                    ? runs.Any(run => Written(run, setting) is null)
                    : values.Exists(value => value?.Value is null);
                return new SweptSetting(setting, kind, isOptional);
            }),
        ];
    }

    /// <summary>What runs share that differ only in their seed.</summary>
    public static object PointOf(ExperimentFolder folder, RunSummary run) => (object?)folder.Plans.SettingsOf(run.Run) ?? run;

    /// <summary>One run of each point.</summary>
    public static IEnumerable<RunSummary> Points(ExperimentFolder folder) =>
        folder.Summary.Runs.DistinctBy(run => PointOf(folder, run), ReferenceEqualityComparer.Instance);

    /// <summary>The run's cell: empty if the run has no value.</summary>
    public string Cell(ExperimentFolder folder, RunSummary run)
    {
        if (Kind == ColumnKind.String) return Written(run, Setting) ?? "";
        return Bound(folder, run, Setting)?.Value is { } value ? OptionValue.Format(value) : "";
    }

    /// <summary>The value in the run's settings; null if the run does not sweep the setting, or its settings are unknown.</summary>
    private static SettingValue? Bound(ExperimentFolder folder, RunSummary run, string setting) =>
        Written(run, setting) is not null && folder.Plans.SettingsOf(run.Run) is { } settings
            ? SettingValue.Of(settings, setting, folder.Catalogue)
            : null;

    private static string? Written(RunSummary run, string setting) =>
        run.Sweep.FirstOrDefault((SweepValue value) => value.Setting == setting)?.Value;

    private static ColumnKind KindOf(Type type)
    {
        if (OptionValue.IsWhole(type)) return ColumnKind.Integer;
        if (type == typeof(double)) return ColumnKind.Number;
        return type == typeof(bool) ? ColumnKind.Boolean : ColumnKind.String;
    }
}
