using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// A mailbox for very many actors that nearly always have at most one message. The first message has a field of its own; a queue is created
/// when a second one arrives.
/// </summary>
internal sealed class LazyMailbox : MailboxType, IProducesMessageQueue<LazyMessageQueue>
{
    public LazyMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new LazyMessageQueue();
}

/// <summary>The queue of <see cref="LazyMailbox"/>: unbounded, first in, first out.</summary>
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
        // Locking on this is safe, because no other code has a reference to the queue. A separate lock would more than double its size.
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
