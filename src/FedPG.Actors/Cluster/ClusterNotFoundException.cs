namespace FedPG.Actors.Cluster;

/// <summary>No process of the cluster answered in time: its addresses may be right, and it may answer later.</summary>
/// <param name="tried">The addresses that were tried, HOST:PORT.</param>
/// <param name="limit">How long, such as <c>within 30 s</c>.</param>
public sealed class ClusterNotFoundException(string tried, string limit) : SpecificationException(
    "fedpg.cluster.seed-nodes",
    $"no member to join at {tried} {limit}",
    "HOST:PORT of a process of the cluster that runs and has the same tls settings");
