using System.Globalization;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>The roles of cluster members. Roles are gossiped; a node's core count is encoded as a role as well.</summary>
public static class ClusterRole
{
    /// <summary>Holds the cluster together.</summary>
    public const string Server = "server";

    /// <summary>Runs experiments, unlike a server that is only a seed node.</summary>
    public const string Runner = "runner";

    /// <summary>Trains agents.</summary>
    public const string Agents = "agents";

    private const string CoresPrefix = "cores-";

    internal static string Cores(int cores) => string.Create(CultureInfo.InvariantCulture, $"{CoresPrefix}{cores}");

    internal static int CoresOf(Member member)
    {
        string? role = member.Roles.FirstOrDefault(role => role.StartsWith(CoresPrefix, StringComparison.Ordinal));
        return role is not null
            && int.TryParse(role.AsSpan(CoresPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int cores) && cores > 0
            ? cores
            : 1;
    }
}
