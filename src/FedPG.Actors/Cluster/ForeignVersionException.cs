namespace FedPG.Actors.Cluster;

/// <summary>The server of a cluster has a different version than this process.</summary>
/// <param name="server">The server, HOST:PORT.</param>
/// <param name="found">Its version.</param>
/// <param name="own">This process's version.</param>
public sealed class ForeignVersionException(string server, string found, string own)
    : SpecificationException($"server {server}", found, $"{own}, which this process has");
