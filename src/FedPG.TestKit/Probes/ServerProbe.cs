using Akka.TestKit;
using FedPG.Actors.Nodes;
using FedPG.Actors.Protocol;

namespace FedPG.TestKit.Probes;

/// <summary>Plays the server above a real node with all its edges.</summary>
public sealed class ServerProbe(TestKitBase kit, TestFederation federation)
    : RoundProbe(kit, federation, NodeActor.Props(federation.Plan, firstEdge: 0, federation.Plan.Layout.EdgeCount))
{
    /// <summary>Begins a round.</summary>
    public Broadcast Begin(int round) => Begin(Federation.Broadcast(round));

    /// <summary>Begins a round with a broadcast of the test's own.</summary>
    public Broadcast Begin(Broadcast broadcast)
    {
        Tell(broadcast);
        return broadcast;
    }

    /// <summary>Expects the partial aggregates of all edges.</summary>
    public NodeUpdate ExpectUpdate() => Expect<NodeUpdate>();

    /// <summary>Expects that the node was lost with its share of the round.</summary>
    public NodeLost ExpectLost() => Expect<NodeLost>();

    /// <summary>Expects that the run cannot go on.</summary>
    public RoundFailed ExpectFailed() => Expect<RoundFailed>();
}
