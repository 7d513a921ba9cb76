using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FedPG.Experiments.Records;

/// <summary>
/// The state of a running experiment at one moment: the content of <c>status.json</c> and of each line of <c>--progress json</c>.
/// </summary>
internal sealed record ExperimentStatus
{
    /// <summary>The format that this version writes.</summary>
    public const string CurrentFormat = "fedpg-status/1";

    /// <summary>The file's name in an experiment's folder.</summary>
    public const string FileName = "status.json";

    /// <summary>The page of <c>fedpg watch</c>, which may be there before the experiment.</summary>
    public const string PageName = "watch.html";

    /// <summary>The format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>The experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>What the process does.</summary>
    public required ExperimentPhase Phase { get; init; }

    /// <summary>What it waits for, in words; null unless it waits for other processes.</summary>
    public string? Waiting { get; init; }

    /// <summary>When this was so, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Seconds since the process began the experiment.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>An estimate from the rounds per second so far; null before the first round.</summary>
    public double? RemainingSeconds { get; init; }

    /// <summary>The number of runs.</summary>
    public required int Runs { get; init; }

    /// <summary>The number of runs that have ended, those of an earlier execution included.</summary>
    public required int RunsEnded { get; init; }

    /// <summary>The number of rounds of all runs.</summary>
    public required long Rounds { get; init; }

    /// <summary>The number of rounds that have been scored, those of an earlier execution included.</summary>
    public required long RoundsDone { get; init; }

    /// <summary>Environment steps per second of this process, over all runs.</summary>
    public required double EnvironmentStepsPerSecond { get; init; }

    /// <summary>The runs that are being executed, in the order of the experiment.</summary>
    public ImmutableArray<RunStatus> Running { get; init; } = [];

    /// <summary>The nodes of the cluster; empty without one.</summary>
    public ImmutableArray<NodeStatus> Nodes { get; init; } = [];

    /// <summary>The status as one line of JSON, without a line end.</summary>
    public string Line() => JsonSerializer.Serialize(this, StatusJson.Shared.ExperimentStatus);

    /// <summary>Reads the status of a folder; null if there is none, or none that this version can read: a process may be writing or
    /// removing it.</summary>
    public static ExperimentStatus? TryRead(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? JsonFile.Read(path, StatusJson.Shared.ExperimentStatus, "what a running experiment writes") : null;
        }
        catch (SpecificationException)
        {
            return null;
        }
    }
}

/// <summary>What the process of an experiment does.</summary>
internal enum ExperimentPhase
{
    /// <summary>No run has begun: it starts, or waits for nodes of a cluster or for leadership.</summary>
    Waiting,

    /// <summary>It trains.</summary>
    Training,

    /// <summary>All runs have ended; it computes reference values and writes the report.</summary>
    Reporting,
}

/// <summary>A run that is being executed.</summary>
/// <param name="Run">Its name.</param>
/// <param name="Round">The last scored round.</param>
/// <param name="Rounds">Its number of rounds.</param>
/// <param name="Objective">J after that round; null before the first.</param>
internal sealed record RunStatus(string Run, int Round, int Rounds, double? Objective);

/// <summary>A node of the cluster.</summary>
/// <param name="Address">HOST:PORT.</param>
/// <param name="Cores">The number of cores it trains on.</param>
/// <param name="Edges">The number of edges it trains, of all runs together.</param>
/// <param name="Reachable">Whether it answers.</param>
internal sealed record NodeStatus(string Address, int Cores, int Edges, bool Reachable);

/// <summary>JSON of the status, generated at compile time: one line, camelCase.</summary>
[JsonSerializable(typeof(ExperimentStatus))]
internal sealed partial class StatusJson : JsonSerializerContext
{
    public static StatusJson Shared { get; } = new(new JsonSerializerOptions(RecordsJson.NewOptions())
    {
        WriteIndented = false,
        Converters = { new JsonStringEnumConverter<ExperimentPhase>(JsonNamingPolicy.CamelCase) },
    });
}
