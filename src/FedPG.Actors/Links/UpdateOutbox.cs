using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;

namespace FedPG.Actors.Links;

/// <summary>
/// The updates that a compute thread has for one edge and round. Those of the edge's first agents are added up here, where they have just been made, so
/// that one sum passes between two cores and not many updates.
/// </summary>
/// <param name="thread">Whose it is, from 1.</param>
/// <param name="buffers">Where the arrays of what was added up go.</param>
/// <param name="aggregator">How updates are added.</param>
/// <param name="layout">Which agents an edge has.</param>
internal sealed class UpdateOutbox(int thread, UpdateBuffers buffers, IAggregator aggregator, EdgeLayout layout)
{
    /// <summary>What waits until there are as many, or as many numbers: later ones are trained while the edge takes these.</summary>
    private const int Most = 32;

    private const int MostNumbers = 512;

    /// <summary>A sum that others may still join waits for them: the edge could do no more with it than they do.</summary>
    private const int SumsPatience = 100;

    private readonly AgentUpdate[] _updates = new AgentUpdate[Most];
    private IActorRef? _edge;
    private TrainingRequest? _request;
    private LeadingSum? _sum;
    private int _count;

    /// <summary>How long it may be kept back while there is other work.</summary>
    public int PatienceMilliseconds => IsLeading ? SumsPatience : 0;

    private bool IsEmpty => _request is null;

    /// <summary>Whether all that is here are updates of the edge's first agents: a sum, or the only one so far.</summary>
    private bool IsLeading => _sum is not null ? _count == 0 : _count == 1 && Leads(_updates[0]);

    /// <summary>Adds an update; what is for another edge or round goes first.</summary>
    /// <param name="edge">Whom it is for.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="update">The update; its array is this thread's.</param>
    public void Add(IActorRef edge, TrainingRequest request, AgentUpdate update)
    {
        if (!IsEmpty && (_edge != edge || _request!.Round != request.Round)) Flush();
        if (IsEmpty) (_edge, _request) = (edge, request);
        if (!TryJoin(update)) _updates[_count++] = update;
        if (!IsLeading && (_count == Most || _count * update.Parameters.Length >= MostNumbers)) Flush();
    }

    /// <summary>Sends what there is.</summary>
    public void Flush()
    {
        if (IsEmpty) return;
        var (edge, request) = (_edge!, _request!);
        var message = new LocalUpdates(request.Run, request.Round, thread, [.. _updates.AsSpan(0, _count)]) { Leading = _sum };
        (_edge, _request, _sum, _count) = (null, null, null, 0);
        Array.Clear(_updates);
        edge.Tell(message, ActorRefs.NoSender);
    }

    /// <summary>Adds an update to the sum if it is the next one; the second one begins it.</summary>
    private bool TryJoin(AgentUpdate update)
    {
        if (!update.IsSound || !IsLeading) return false;
        int next = _sum?.Next ?? _updates[0].Agent + 1;
        if (!LeadingSum.IsNext(update.Agent, next, _request!.Broadcast)) return false;
        if (_sum is null)
        {
            _sum = new LeadingSum(aggregator, _request.Broadcast, FirstAgent(update));
            Join(_updates[0]);
            _count = 0;
        }

        Join(update);
        return true;
    }

    private void Join(AgentUpdate update)
    {
        _sum!.Add(update);
        buffers.Return(update.Parameters);
    }

    private bool Leads(AgentUpdate update) => update.IsSound && LeadingSum.IsNext(update.Agent, FirstAgent(update), _request!.Broadcast);

    private int FirstAgent(AgentUpdate update) => layout.First(update.Agent / layout.EdgeSize);
}
