using Akka.TestKit;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;

namespace FedPG.TestKit.Probes;

/// <summary>Plays the server above a real node with all its edges.</summary>
public sealed class ServerProbe(TestKitBase kit, TestFederation federation)
    : RoundProbe(kit, federation, NodeActor.Props(federation.Plan, node: 0))
{
    /// <summary>Begins a round.</summary>
    public Broadcast Begin(int round) => Begin(Federation.Broadcast(round));

    /// <summary>Begins a round with a broadcast from the test; the node has all edges.</summary>
    public Broadcast Begin(Broadcast broadcast) => Assign(broadcast, [.. Enumerable.Range(0, Federation.Plan.Layout.EdgeCount)]);

    /// <summary>Assigns some edges of a round to the node.</summary>
    /// <param name="broadcast">The round's broadcast.</param>
    /// <param name="edges">The edges.</param>
    public Broadcast Assign(Broadcast broadcast, params int[] edges)
    {
        Tell(new RoundAssignment(broadcast, [.. edges]));
        return broadcast;
    }

    /// <summary>Asks for the state of some edges.</summary>
    /// <param name="round">The round.</param>
    /// <param name="edges">The edges.</param>
    public void Inquire(int round, params int[] edges) => Tell(new RoundInquiry(Federation.Run, round, [.. edges]));

    /// <summary>Expects the answer that some edges were never assigned.</summary>
    public EdgesUnknown ExpectUnknown() => Expect<EdgesUnknown>();

    /// <summary>Expects the partial aggregates of all edges.</summary>
    public NodeUpdate ExpectUpdate() => Expect<NodeUpdate>();

    /// <summary>Expects the loss of the node with its share of the round.</summary>
    public NodeLost ExpectLost() => Expect<NodeLost>();

    /// <summary>Expects that the run cannot continue.</summary>
    public RoundFailed ExpectFailed() => Expect<RoundFailed>();
}
