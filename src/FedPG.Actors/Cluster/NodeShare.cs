namespace FedPG.Actors.Cluster;

/// <summary>A node of the cluster as a person sees it.</summary>
/// <param name="Address">HOST:PORT.</param>
/// <param name="Cores">How many cores it trains on.</param>
/// <param name="IsReachable">Whether it answers.</param>
/// <param name="Edges">How many edges it has, of all runs together.</param>
public readonly record struct NodeShare(string Address, int Cores, bool IsReachable, int Edges);
