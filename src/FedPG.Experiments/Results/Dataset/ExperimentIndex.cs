using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>The content of <c>experiment.json</c>: what was run, and where each run's files are.</summary>
internal sealed record ExperimentIndex
{
    /// <summary>The format's name.</summary>
    public const string CurrentFormat = "fedpg-experiment/1";

    /// <summary>The format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>The experiment's name.</summary>
    public required string Name { get; init; }

    /// <summary>The settings that runs sweep.</summary>
    public required ImmutableArray<IndexedSetting> Sweep { get; init; }

    /// <summary>The runs, in the order of the plan.</summary>
    public required ImmutableArray<IndexedRun> Runs { get; init; }

    /// <summary>The resolved experiment, an experiment file as JSON; null if <c>experiment.conf</c> cannot be read.</summary>
    public JsonNode? Experiment { get; init; }
}

/// <summary>A swept setting.</summary>
/// <param name="Setting">The setting, without the leading <c>fedpg.</c>.</param>
/// <param name="Type">integer, number, boolean or string.</param>
internal sealed record IndexedSetting(string Setting, ColumnKind Type);

/// <summary>A run.</summary>
internal sealed record IndexedRun
{
    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>The run's folder, relative to the experiment's.</summary>
    public required string Folder { get; init; }

    /// <summary>The variant with its point of the sweep.</summary>
    public required string Variant { get; init; }

    /// <summary>The algorithm's name.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The swept settings of the run with their values: numbers, flags or strings.</summary>
    public required JsonObject Settings { get; init; }

    /// <summary>The state of the run.</summary>
    public required IndexedStatus Status { get; init; }

    /// <summary>The number of rounds that the run has done.</summary>
    public required int Rounds { get; init; }
}

/// <summary>The state of a run.</summary>
internal enum IndexedStatus
{
    /// <summary>The run has no rows yet.</summary>
    Planned,

    /// <summary>The run has rows, and a process writes to the folder.</summary>
    Running,

    /// <summary>See <see cref="RunOutcome.Interrupted"/>.</summary>
    Interrupted,

    /// <summary>See <see cref="RunOutcome.Finished"/>.</summary>
    Finished,

    /// <summary>See <see cref="RunOutcome.Failed"/>.</summary>
    Failed,

    /// <summary>See <see cref="RunOutcome.Diverged"/>.</summary>
    Diverged,
}
