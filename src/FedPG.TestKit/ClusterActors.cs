using System.Globalization;
using Akka.Actor;
using FedPG.TestKit.Recording;

namespace FedPG.TestKit;

/// <summary>The living actors of a test cluster, found through their supervisors.</summary>
internal sealed class ClusterActors(IActorRef server, int edgeSize)
{
    public IActorRef Node(int node) => Newest([server], FormattableString.Invariant($"node-{node}"), "node");

    /// <summary>An edge, on whichever node it is now: where it has moved away it is stopped.</summary>
    public IActorRef Edge(int edge) => Newest(Children(server), FormattableString.Invariant($"edge-{edge}"), "edge");

    public IActorRef EdgeOf(int agent) => Edge(agent / edgeSize);

    public IActorRef Agent(int agent) => Newest([EdgeOf(agent)], FormattableString.Invariant($"agent-{agent}"), "agent");

    private static IEnumerable<IActorRef> Children(IActorRef supervisor) => ((ActorRefWithCell)supervisor).Children;

    /// <summary>A child that was replaced has a successor of the same name with a number behind it.</summary>
    private static IActorRef Newest(IEnumerable<IActorRef> supervisors, string name, string kind) =>
        supervisors.SelectMany(Children)
            .Where(child => child.Path.Name == name || child.Path.Name.StartsWith(name + ".", StringComparison.Ordinal))
            .MaxBy(child => Incarnation(child.Path.Name, name))
        ?? throw new FederationAssertionException($"there is no {kind} now");

    private static int Incarnation(string found, string name) =>
        found == name ? 0 : int.Parse(found.AsSpan(name.Length + 1), CultureInfo.InvariantCulture);
}
