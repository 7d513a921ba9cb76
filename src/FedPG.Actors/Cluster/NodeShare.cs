namespace FedPG.Actors.Cluster;

/// <summary>A node of the cluster, for display.</summary>
/// <param name="Address">HOST:PORT.</param>
/// <param name="Cores">The number of cores it trains on.</param>
/// <param name="IsReachable">Whether it is reachable.</param>
/// <param name="Edges">The number of edges it trains, of all runs together.</param>
public readonly record struct NodeShare(string Address, int Cores, bool IsReachable, int Edges);
