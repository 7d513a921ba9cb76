using Akka.Configuration;
using FedPG.Actors.Options;

namespace FedPG.Experiments.Specification;

/// <summary>What a process is told of the machines around it: the file given by <c>--config</c>. Nothing here changes a result, and nothing
/// of it is written anywhere.</summary>
public sealed record ProcessSettings
{
    /// <summary>How it takes part in a cluster.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>Where checkpoints are kept.</summary>
    public DatabaseOptions Database { get; init; } = new();

    /// <summary>Assemblies with algorithms, environments, aggregators or faults of the user's own; relative paths start at the file's
    /// folder.</summary>
    public string[] Extensions { get; init; } = [];
}

/// <summary>The settings with Akka's own, which are passed on as they are.</summary>
/// <param name="Settings">The settings under <c>fedpg</c>.</param>
/// <param name="Akka">The section <c>akka</c>.</param>
public sealed record ProcessConfiguration(ProcessSettings Settings, Config Akka)
{
    /// <summary>What holds without a file.</summary>
    public static ProcessConfiguration Default { get; } = new(new ProcessSettings(), Config.Empty);
}
