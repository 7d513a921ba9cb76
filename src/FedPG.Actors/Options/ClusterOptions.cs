using FedPG.Options;

namespace FedPG.Actors.Options;

/// <summary>How a process takes part in a cluster: <c>fedpg.cluster</c> in the file given by <c>--config</c>. Nothing here changes a
/// result.</summary>
public sealed record ClusterOptions
{
    /// <summary>The name or address that other processes reach this one by.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>The address it listens on; null is <see cref="Hostname"/>.</summary>
    [AbsentAs("hostname")]
    public string? BindHostname { get; init; }

    /// <summary>HOST:PORT of processes to join by. A server without any begins a cluster.</summary>
    public string[] SeedNodes { get; init; } = [];

    /// <summary>How long to try to join before giving up.</summary>
    [PositiveDuration]
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether several servers with the same experiment stand in for each other: the oldest runs it. They need a database that all
    /// of them see.</summary>
    public bool Singleton { get; init; }

    /// <summary>Encryption and authentication.</summary>
    public TlsOptions Tls { get; init; } = new();
}
