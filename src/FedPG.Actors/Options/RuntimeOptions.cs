using FedPG.Options;

namespace FedPG.Actors.Options;

/// <summary>How a run is executed. None of these options changes a result.</summary>
public sealed record RuntimeOptions
{
    /// <summary>What executes the agents.</summary>
    public RuntimeMode Mode { get; init; } = RuntimeMode.InProcess;

    /// <summary>The number of consecutive agents that one edge supervises, a power of two.</summary>
    [PowerOfTwo] public int EdgeSize { get; init; } = 64;

    /// <summary>Compute threads; 0 = one per core, but no more than there is work for.</summary>
    [Between(0, 1024)] public int Threads { get; init; }

    /// <summary>
    /// When no training of the run has ended for this long, by wall clock, agents that have not answered are replaced and their
    /// replacements asked; null = never. After three replacements of an agent in one round the run fails.
    /// </summary>
    [AbsentAs("off")]
    [PositiveDuration]
    public TimeSpan? Watchdog { get; init; }

    /// <summary>Cluster: the number of nodes to wait for before the first round.</summary>
    [AtLeast(1)] public int MinNodes { get; init; } = 1;

    /// <summary>Cluster: the port the server listens on; 0 = any free port.</summary>
    [Between(0, 65535)] public int Port { get; init; } = 4053;

    /// <summary>The number of runs of an experiment executed in parallel; 0 = the number of compute threads.</summary>
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
