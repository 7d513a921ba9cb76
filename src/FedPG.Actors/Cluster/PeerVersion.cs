using System.Globalization;
using System.Reflection;
using Akka.Cluster;
using FedPG.Federation;
using FedPG.Random;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Everything that must be equal in all processes of a cluster so that a run has the same bits on each of them. Members gossip it as roles.
/// </summary>
/// <param name="Product">The version of the product.</param>
/// <param name="Streams">The version of the random streams.</param>
/// <param name="Extensions">
/// The catalogue's additions to the built-in names and the builds of the assemblies that they come from, separated by commas.
/// </param>
internal readonly record struct PeerVersion(string Product, int Streams, string Extensions = "")
{
    private const string ProductPrefix = "version-", StreamsPrefix = "streams-", ExtensionsPrefix = "extensions-";

    /// <summary>The version of this process, without extensions.</summary>
    public static PeerVersion Current { get; } = new(
        typeof(PeerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2)[0],
        RandomStreams.Version);

    /// <summary>The version encoded as roles.</summary>
    public IEnumerable<string> Roles =>
    [
        ProductPrefix + Product,
        StreamsPrefix + Streams.ToString(CultureInfo.InvariantCulture),
        .. Extensions.Length > 0 ? [ExtensionsPrefix + Extensions] : Array.Empty<string>(),
    ];

    /// <summary>
    /// The version of this process with a catalogue. Finite environments are sent as tables, so they are not part of it; without other
    /// extensions, neither are the assemblies that they come from.
    /// </summary>
    public static PeerVersion With(FederationCatalogue catalogue)
    {
        var tables = catalogue.Environments.Where(entry => !FederationCatalogue.IsBuiltByNodes(entry.Value))
            .Select(entry => $"environment {entry.Key}");
        string[] names = [.. catalogue.Extensions.Except(tables)];
        var builds = catalogue.Builds.Select(BuildOf).Order(StringComparer.Ordinal);
        return Current with { Extensions = names.Length == 0 ? "" : string.Join(", ", [.. names, .. builds]) };
    }

    /// <summary>An assembly and the beginning of its module's version id, which the compiler derives from all of its input.</summary>
    private static string BuildOf(Assembly assembly) =>
        $"{assembly.GetName().Name} build {assembly.ManifestModule.ModuleVersionId.ToString("N")[..8]}";

    /// <summary>The version of another process; null if its roles do not contain one.</summary>
    public static PeerVersion? Of(Member member) =>
        Role(member, ProductPrefix) is { } product
        && int.TryParse(Role(member, StreamsPrefix), NumberStyles.None, CultureInfo.InvariantCulture, out int streams)
            ? new PeerVersion(product, streams, Role(member, ExtensionsPrefix) ?? "")
            : null;

    /// <summary>Whether a member is a node whose version differs from this process's.</summary>
    public static bool IsForeignNode(Member member, Member self) => member.HasRole(ClusterRole.Agents) && Of(self) != Of(member);

    /// <summary>The version of another process as text.</summary>
    public static string TextOf(Member member) => Of(member)?.ToString() ?? "another version of fedpg";

    /// <summary>Requires that the servers of a cluster have this version.</summary>
    /// <exception cref="ForeignVersionException">A server has a different version.</exception>
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
