using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>Writes <c>experiment.json</c>.</summary>
internal static class ExperimentIndexFile
{
    /// <summary>The file's name in an experiment's folder.</summary>
    public const string FileName = "experiment.json";

    /// <summary>Writes the file atomically.</summary>
    public static void Write(ExperimentFolder folder) => AtomicFile.WriteText(
        Path.Combine(folder.Path, FileName), JsonSerializer.Serialize(Of(folder), DatasetJson.Shared.ExperimentIndex) + "\n");

    /// <summary>Writes the file of an experiment that begins, whose folder has its plan.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="experiment">The experiment.</param>
    public static void WriteBegun(string path, ExperimentSpecification experiment) => Write(ExperimentFolder.Begun(path, experiment));

    private static ExperimentIndex Of(ExperimentFolder folder)
    {
        var recorded = folder.Summary.Runs.ToDictionary(run => run.Run);
        bool isRunning = folder.State?.IsRunning ?? false;

        // A configuration without the recorded runs was put there later.
        bool isPlanned = recorded.Keys.All(run => folder.Plans.SpecificationOf(run) is not null);
        var runs = isPlanned
            ? folder.Plans.Runs.Select(run => recorded.TryGetValue(run.Run, out var done) ? Indexed(done, isRunning) : Planned(run))
            : folder.Summary.Runs.Select(run => Indexed(run, isRunning));
        var sweep = isPlanned ? SweptSetting.Of(folder.Plans.Runs, folder.Catalogue) : SweptSetting.Of(folder);
        return new ExperimentIndex
        {
            Name = folder.Name,
            Sweep = [.. sweep.Select(setting => new IndexedSetting(setting.Setting, setting.Kind))],
            Runs = [.. runs],
            Experiment = folder.Plans.Json is { } json ? JsonNode.Parse(json) : null,
        };
    }

    private static IndexedRun Planned(RunSpecification run) => new()
    {
        Run = run.Run,
        Folder = run.Run,
        Variant = run.Variant,
        Algorithm = run.Settings.Algorithm,
        Seed = run.Seed,
        Settings = Settings(run.Point),
        Status = IndexedStatus.Planned,
        Rounds = 0,
    };

    private static IndexedRun Indexed(RunSummary run, bool isRunning) => new()
    {
        Run = run.Run,
        Folder = run.Run,
        Variant = run.Variant,
        Algorithm = run.Algorithm,
        Seed = run.Seed,
        Settings = Settings(run.Sweep),
        Status = RunOutcomes.Of(run) switch
        {
            RunOutcome.Finished => IndexedStatus.Finished,
            RunOutcome.Diverged => IndexedStatus.Diverged,
            RunOutcome.Failed => IndexedStatus.Failed,
            _ => isRunning ? IndexedStatus.Running : IndexedStatus.Interrupted,
        },
        Rounds = run.Rounds,
    };

    private static JsonObject Settings(ImmutableArray<SweepValue> point) =>
        new(point.Select(value => KeyValuePair.Create(value.Setting, (JsonNode?)Text.JsonLiteral.Node(value.Value))));
}

/// <summary>JSON of <c>experiment.json</c>, generated at compile time.</summary>
[JsonSerializable(typeof(ExperimentIndex))]
internal sealed partial class DatasetJson : JsonSerializerContext
{
    public static DatasetJson Shared { get; } = new(NewOptions());

    private static JsonSerializerOptions NewOptions()
    {
        var options = RecordsJson.NewOptions();
        options.Converters.Add(new JsonStringEnumConverter<ColumnKind>(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new JsonStringEnumConverter<IndexedStatus>(JsonNamingPolicy.CamelCase));
        return options;
    }
}
