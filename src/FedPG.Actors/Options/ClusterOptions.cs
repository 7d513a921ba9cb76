using FedPG.Options;

namespace FedPG.Actors.Options;

/// <summary>The settings of a cluster member: <c>fedpg.cluster</c> in the file given by <c>--config</c>. None of these options changes a
/// result.</summary>
public sealed record ClusterOptions
{
    /// <summary>The name or address by which other processes reach this one.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>The address to listen on; null = <see cref="Hostname"/>.</summary>
    [AbsentAs("hostname")]
    public string? BindHostname { get; init; }

    /// <summary>HOST:PORT of members through which to join. A server without seed nodes forms a new cluster.</summary>
    public string[] SeedNodes { get; init; } = [];

    /// <summary>How long to try to join before giving up.</summary>
    [PositiveDuration]
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether several servers with the same experiment back each other up: the oldest runs it, the others stand by. They need a
    /// shared database.</summary>
    public bool Singleton { get; init; }

    /// <summary>Encryption and authentication.</summary>
    public TlsOptions Tls { get; init; } = new();
}
