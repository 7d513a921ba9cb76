using FedPG.Actors.Hierarchy;
using FedPG.Options;

namespace FedPG.Actors.Options;

/// <summary>How a run is executed. Nothing here changes a result.</summary>
public sealed record RuntimeOptions
{
    /// <summary>What executes the agents.</summary>
    public RuntimeMode Mode { get; init; } = RuntimeMode.InProcess;

    /// <summary>How many consecutive agents one edge supervises, a power of two.</summary>
    [PowerOfTwo] public int EdgeSize { get; init; } = 64;

    /// <summary>Compute threads; 0 is one a core, or as many as there is work for.</summary>
    [Between(0, 1024)] public int Threads { get; init; }

    /// <summary>
    /// How long, by the wall clock, no training of the run may end before agents that have not answered are replaced and the replacements
    /// asked; null is for ever. After three replacements in a round the run fails.
    /// </summary>
    [AbsentAs("off")]
    [PositiveDuration]
    public TimeSpan? Watchdog { get; init; }

    /// <summary>Cluster: how many nodes to wait for before the first round.</summary>
    [AtLeast(1)] public int MinNodes { get; init; } = 1;

    /// <summary>Cluster: the port the server listens on; 0 is any free one.</summary>
    [Between(0, 65535)] public int Port { get; init; } = 4053;

    /// <summary>How many runs of an experiment go at the same time; 0 is as many as there are compute threads.</summary>
    [Between(0, 1024)] public int ParallelRuns { get; init; }
}

/// <summary>What executes the agents.</summary>
public enum RuntimeMode
{
    /// <summary>A plain loop on one thread: the reference.</summary>
    Sequential,

    /// <summary>Actors in this process.</summary>
    InProcess,

    /// <summary>Actors on the nodes of a cluster whose server is this process.</summary>
    Cluster,
}
