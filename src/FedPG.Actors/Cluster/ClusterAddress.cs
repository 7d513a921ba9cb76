using System.Globalization;
using Akka.Actor;

namespace FedPG.Actors.Cluster;

/// <summary>The address of a cluster member, HOST:PORT.</summary>
public static class ClusterAddress
{
    private const string Key = "fedpg.cluster.seed-nodes";

    /// <summary>Checks the format of seed nodes.</summary>
    /// <param name="seeds">The seed nodes.</param>
    /// <param name="subject">Where they come from, for the error.</param>
    /// <exception cref="SpecificationException">A seed node is not HOST:PORT.</exception>
    public static void Require(IEnumerable<string> seeds, string subject = Key)
    {
        foreach (string seed in seeds) _ = Of(seed, isEncrypted: false, ClusterSystem.Name, subject);
    }

    /// <summary>The address in Akka's form.</summary>
    /// <param name="seed">HOST:PORT.</param>
    /// <param name="isEncrypted">Whether the address uses TLS.</param>
    /// <param name="system">The name of the actor systems.</param>
    /// <param name="subject">Where the seed node comes from, for the error.</param>
    /// <exception cref="SpecificationException"><paramref name="seed"/> is not HOST:PORT.</exception>
    internal static Address Of(string seed, bool isEncrypted, string system, string subject = Key)
    {
        int colon = seed.LastIndexOf(':');
        bool isPort = int.TryParse(
            seed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535;
        if (colon < 1 || !isPort || Uri.CheckHostName(seed[..colon]) == UriHostNameType.Unknown)
        {
            throw new SpecificationException(
                subject, $"'{seed.ReplaceLineEndings(" ")}'", "HOST:PORT, with a port from 1 to 65535");
        }

        return new Address(isEncrypted ? "akka.ssl.tcp" : "akka.tcp", system, seed[..colon], port);
    }
}
