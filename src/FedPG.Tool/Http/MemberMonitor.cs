using System.Diagnostics;
using System.Globalization;
using FedPG.Actors.Options;

namespace FedPG.Tool.Http;

/// <summary>The state of a process that takes part in a cluster.</summary>
/// <param name="role">Its role.</param>
/// <param name="cluster">The cluster's settings.</param>
/// <param name="leaving">Requested when the process is to leave.</param>
internal sealed class MemberMonitor(string role, ClusterOptions cluster, CancellationToken leaving) : IMonitored
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private volatile string? _address;

    /// <summary>Why the member cannot do its part, in words; null if it can.</summary>
    public Func<string?> Readiness { get; set; } = () => "the process has not joined a cluster";

    /// <summary>The number of runs so far.</summary>
    public Func<int> Runs { get; set; } = () => 0;

    public string? Obstacle => leaving.IsCancellationRequested ? "the process is leaving the cluster" : Readiness();

    /// <summary>Records that the process has joined, listening on a port.</summary>
    public void Joined(int port) => _address = string.Create(CultureInfo.InvariantCulture, $"{cluster.Hostname}:{port}");

    public string Status()
    {
        string? obstacle = Obstacle;
        return new MemberStatus
        {
            Role = role,
            Ready = obstacle is null,
            Obstacle = obstacle,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()),
            ElapsedSeconds = Math.Round(_clock.Elapsed.TotalSeconds, 3),
            Address = _address,
            SeedNodes = [.. cluster.SeedNodes],
            Runs = Runs(),
        }.Line();
    }
}
