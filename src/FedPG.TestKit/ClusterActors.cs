using System.Globalization;
using Akka.Actor;
using FedPG.TestKit.Recording;

namespace FedPG.TestKit;

/// <summary>The running actors of a test cluster, found through their supervisors.</summary>
internal sealed class ClusterActors(IActorRef server, int edgeSize)
{
    public IActorRef Node(int node) => Newest([server], FormattableString.Invariant($"node-{node}"), "node");

    /// <summary>An edge, on its current node; on a node that it has left, it is stopped.</summary>
    public IActorRef Edge(int edge) => Newest(Children(server), FormattableString.Invariant($"edge-{edge}"), "edge");

    public IActorRef EdgeOf(int agent) => Edge(agent / edgeSize);

    public IActorRef Agent(int agent) => Newest([EdgeOf(agent)], FormattableString.Invariant($"agent-{agent}"), "agent");

    private static IEnumerable<IActorRef> Children(IActorRef supervisor) => ((ActorRefWithCell)supervisor).Children;

    /// <summary>The newest child of a name: the successor of a replaced child has the same name with a number appended.</summary>
    private static IActorRef Newest(IEnumerable<IActorRef> supervisors, string name, string kind) =>
        supervisors.SelectMany(Children)
            .Where(child => child.Path.Name == name || child.Path.Name.StartsWith(name + ".", StringComparison.Ordinal))
            .MaxBy(child => Incarnation(child.Path.Name, name))
        ?? throw new FederationAssertionException($"there is no {kind} now");

    private static int Incarnation(string found, string name) =>
        found == name ? 0 : int.Parse(found.AsSpan(name.Length + 1), CultureInfo.InvariantCulture);
}
