using FedPG.Actors.Protocol;

namespace FedPG.Actors.Runtime;

/// <summary>Sees whose updates a round averages. It is called on the actors' threads and must not wait.</summary>
internal interface IAveragingObserver
{
    /// <summary>An edge has added the updates of these agents, in this order.</summary>
    void Summed(EdgeUpdate sum, IReadOnlyList<int> agents);

    /// <summary>The server averages these partial aggregates, one for each edge.</summary>
    void Averaged(Broadcast broadcast, ReadOnlySpan<EdgeUpdate> edges);
}
