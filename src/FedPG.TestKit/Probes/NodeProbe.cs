using Akka.TestKit;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;

namespace FedPG.TestKit.Probes;

/// <summary>Plays the node above a real edge.</summary>
public sealed class NodeProbe(TestKitBase kit, TestFederation federation, int edge = 0)
    : RoundProbe(kit, federation, EdgeActor.Props(federation.Plan, edge))
{
    /// <summary>Begins a round.</summary>
    public Broadcast Begin(int round) => Begin(Federation.Broadcast(round));

    /// <summary>Begins a round with a broadcast from the test.</summary>
    public Broadcast Begin(Broadcast broadcast)
    {
        Tell(broadcast);
        return broadcast;
    }

    /// <summary>Expects the edge's partial aggregate.</summary>
    public EdgeUpdate ExpectUpdate() => Expect<EdgeUpdate>();

    /// <summary>Expects the loss of the edge with its share of the round.</summary>
    public EdgeLost ExpectLost() => Expect<EdgeLost>();

    /// <summary>Expects that the run cannot continue.</summary>
    public RoundFailed ExpectFailed() => Expect<RoundFailed>();
}
