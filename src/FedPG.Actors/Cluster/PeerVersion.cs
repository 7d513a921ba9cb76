using System.Globalization;
using System.Reflection;
using Akka.Cluster;
using FedPG.Federation;
using FedPG.Random;

namespace FedPG.Actors.Cluster;

/// <summary>
/// What must be the same in all processes of a cluster for a run to have the same bits on each of them. Members gossip it as roles.
/// </summary>
/// <param name="Product">The version of the product.</param>
/// <param name="Streams">The version of the random streams.</param>
/// <param name="Extensions">What the catalogue has beyond the product's own, separated by commas.</param>
internal readonly record struct PeerVersion(string Product, int Streams, string Extensions = "")
{
    private const string ProductPrefix = "version-", StreamsPrefix = "streams-", ExtensionsPrefix = "extensions-";

    /// <summary>The version of this process, without extensions.</summary>
    public static PeerVersion Current { get; } = new(
        typeof(PeerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2)[0],
        RandomStreams.Version);

    /// <summary>The roles that say it.</summary>
    public IEnumerable<string> Roles =>
    [
        ProductPrefix + Product,
        StreamsPrefix + Streams.ToString(CultureInfo.InvariantCulture),
        .. Extensions.Length > 0 ? [ExtensionsPrefix + Extensions] : Array.Empty<string>(),
    ];

    /// <summary>The version of this process with a catalogue. Environments travel as numbers, so a node needs none of them.</summary>
    public static PeerVersion With(FederationCatalogue catalogue) => Current with
    {
        Extensions = string.Join(", ", catalogue.Extensions.Where(extension => !extension.StartsWith("environment ", StringComparison.Ordinal))),
    };

    /// <summary>That of another process; null when its roles do not say it.</summary>
    public static PeerVersion? Of(Member member) =>
        Role(member, ProductPrefix) is { } product
        && int.TryParse(Role(member, StreamsPrefix), NumberStyles.None, CultureInfo.InvariantCulture, out int streams)
            ? new PeerVersion(product, streams, Role(member, ExtensionsPrefix) ?? "")
            : null;

    /// <summary>Whether a member is a node of another version than this process.</summary>
    public static bool IsForeignNode(Member member, Member self) => member.HasRole(ClusterRole.Agents) && Of(self) != Of(member);

    /// <summary>That of another process in words.</summary>
    public static string TextOf(Member member) => Of(member)?.ToString() ?? "another version of fedpg";

    /// <summary>Requires that the servers of a cluster have this version.</summary>
    /// <exception cref="ForeignVersionException">A server has another version.</exception>
    public void Require(IEnumerable<Member> members)
    {
        var own = this;
        var foreign = members.FirstOrDefault(member => member.HasRole(ClusterRole.Server) && own != Of(member));
        if (foreign is null) return;
        throw new ForeignVersionException($"{foreign.Address.Host}:{foreign.Address.Port}", TextOf(foreign), ToString());
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string version = string.Create(CultureInfo.InvariantCulture, $"fedpg {Product} with random streams {Streams}");
        return Extensions.Length > 0 ? $"{version} and the extensions {Extensions}" : version;
    }

    private static string? Role(Member member, string prefix) =>
        member.Roles.FirstOrDefault(role => role.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
}
