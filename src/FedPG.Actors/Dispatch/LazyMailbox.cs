using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// A mailbox for very many actors that have at most one message nearly always: the first has a place of its own, and a queue is made when
/// a second comes.
/// </summary>
internal sealed class LazyMailbox : MailboxType, IProducesMessageQueue<LazyMessageQueue>
{
    public LazyMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new LazyMessageQueue();
}

/// <summary>See <see cref="LazyMailbox"/>; unbounded, first in first out.</summary>
internal sealed class LazyMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private object? _message;
    private IActorRef? _sender;
    private Queue<Envelope>? _others;
    private int _count;

    public bool HasMessages => Volatile.Read(ref _count) > 0;

    public int Count => Volatile.Read(ref _count);

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        // Nobody else knows this object, and a lock of its own would be the larger part of it.
        lock (this)
        {
            if (_count == 0) (_message, _sender) = (envelope.Message, envelope.Sender);
            else (_others ??= new()).Enqueue(envelope);
            Volatile.Write(ref _count, _count + 1);
        }
    }

    public bool TryDequeue(out Envelope envelope)
    {
        envelope = default;
        if (!HasMessages) return false;
        lock (this)
        {
            if (_count == 0) return false;
            envelope = new Envelope(_message!, _sender!);
            if (_count > 1) (_message, _sender) = _others!.Dequeue() is var next ? (next.Message, next.Sender) : default;
            else (_message, _sender, _others) = (null, null, null);
            Volatile.Write(ref _count, _count - 1);
            return true;
        }
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}
