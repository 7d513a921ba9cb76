using System.Globalization;
using System.Reflection;
using Akka.Cluster;
using FedPG.Random;

namespace FedPG.Actors.Cluster;

/// <summary>
/// What must be the same in all processes of a cluster for a run to have the same bits on each of them. It is gossiped as two roles.
/// </summary>
/// <param name="Product">The version of the product.</param>
/// <param name="Streams">That of the random streams.</param>
internal readonly record struct PeerVersion(string Product, int Streams)
{
    private const string ProductPrefix = "version-", StreamsPrefix = "streams-";

    /// <summary>This process's.</summary>
    public static PeerVersion Current { get; } = new(
        typeof(PeerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2)[0],
        RandomStreams.Version);

    /// <summary>The roles that say it.</summary>
    public IEnumerable<string> Roles => [ProductPrefix + Product, StreamsPrefix + Streams.ToString(CultureInfo.InvariantCulture)];

    /// <summary>That of another process; null when its roles do not say it.</summary>
    public static PeerVersion? Of(Member member) =>
        Role(member, ProductPrefix) is { } product
        && int.TryParse(Role(member, StreamsPrefix), NumberStyles.None, CultureInfo.InvariantCulture, out int streams)
            ? new PeerVersion(product, streams)
            : null;

    /// <summary>Whether a member is a node of another version.</summary>
    public static bool IsForeignNode(Member member) => member.HasRole(ClusterRole.Agents) && !Current.Equals(Of(member));

    /// <summary>That of another process in words.</summary>
    public static string TextOf(Member member) => Of(member)?.ToString() ?? "another version of fedpg";

    /// <summary>Requires that the servers of a cluster have this process's version.</summary>
    /// <exception cref="ForeignVersionException">One has another.</exception>
    public static void Require(IEnumerable<Member> members)
    {
        var foreign = members.FirstOrDefault(member => member.HasRole(ClusterRole.Server) && !Current.Equals(Of(member)));
        if (foreign is not null) throw new ForeignVersionException(
            $"{foreign.Address.Host}:{foreign.Address.Port}", TextOf(foreign), Current.ToString());
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"fedpg {Product} with random streams {Streams}");

    private static string? Role(Member member, string prefix) =>
        member.Roles.FirstOrDefault(role => role.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
}
