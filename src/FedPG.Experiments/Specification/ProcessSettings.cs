using Akka.Configuration;
using FedPG.Actors.Options;

namespace FedPG.Experiments.Specification;

/// <summary>The settings of a process, from the file given by <c>--config</c>. They do not change a result and are not recorded.</summary>
public sealed record ProcessSettings
{
    /// <summary>The process's part in a cluster.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>The database for checkpoints.</summary>
    public DatabaseOptions Database { get; init; } = new();

    /// <summary>Assemblies with the user's own algorithms, environments, aggregators or faults; paths are relative to the file's
    /// folder.</summary>
    public string[] Extensions { get; init; } = [];
}

/// <summary>The settings, together with Akka's own, which are passed on unchanged.</summary>
/// <param name="Settings">The settings under <c>fedpg</c>.</param>
/// <param name="Akka">The section <c>akka</c>.</param>
public sealed record ProcessConfiguration(ProcessSettings Settings, Config Akka)
{
    /// <summary>The defaults, for a process without a file.</summary>
    public static ProcessConfiguration Default { get; } = new(new ProcessSettings(), Config.Empty);

    /// <summary>The port of a cluster's server in this process; null = that of the experiment, <c>fedpg.runtime.port</c>.</summary>
    public int? ServerPort { get; init; }
}
