using Akka.Actor;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Links;

/// <summary>The updates that a compute thread has for one edge and round.</summary>
internal sealed class UpdateOutbox(ComputeThread thread) : IOutbox
{
    /// <summary>What waits until there are as many, or as many numbers: later ones are trained while the edge takes these.</summary>
    private const int Most = 16;

    private const int MostNumbers = 512;

    [ThreadStatic]
    private static UpdateOutbox? s_own;

    private readonly AgentUpdate[] _updates = new AgentUpdate[Most];
    private IActorRef? _edge;
    private TrainingRequest? _request;
    private int _count;

    /// <summary>The calling thread's.</summary>
    public static UpdateOutbox Of(ComputeThread thread) => s_own ??= new UpdateOutbox(thread);

    /// <summary>Adds an update; what is for another edge or round goes first.</summary>
    /// <param name="edge">Whom it is for.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="update">The update.</param>
    public void Add(IActorRef edge, TrainingRequest request, AgentUpdate update)
    {
        if (_count > 0 && (_edge != edge || _request!.Round != request.Round)) Flush();
        if (_count == 0) (_edge, _request) = (edge, request);
        _updates[_count++] = update;
        if (_count == Most || _count * update.Parameters.Length >= MostNumbers) Flush();
        else thread.SendLater(this);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (_count == 0) return;
        var (edge, request) = (_edge!, _request!);
        var message = new LocalUpdates(request.Run, request.Round, thread.Index + 1, [.. _updates.AsSpan(0, _count)]);
        (_edge, _request, _count) = (null, null, 0);
        Array.Clear(_updates);
        edge.Tell(message, ActorRefs.NoSender);
    }
}
