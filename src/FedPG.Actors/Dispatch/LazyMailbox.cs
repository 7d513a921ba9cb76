using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// A mailbox for very many actors that nearly always have at most one message. The first message has a field of its own; a queue is created
/// when a second one arrives.
/// </summary>
internal sealed class LazyMailbox(Settings settings, Config config)
    : MailboxType(settings, config), IProducesMessageQueue<LazyMailbox.LazyQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new LazyQueue();

    /// <summary>Unbounded, first in, first out.</summary>
    internal sealed class LazyQueue : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        private Envelope _first;
        private Queue<Envelope>? _others;
        private int _count;

        public bool HasMessages => Count > 0;

        public int Count => Volatile.Read(ref _count);

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            // Locking on this is safe, because no other code has a reference to the queue. A separate lock would more than double its size.
            lock (this)
            {
                if (_count == 0) _first = envelope;
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
                envelope = _first;
                if (_count > 1) _first = _others!.Dequeue();
                else (_first, _others) = (default, null);
                Volatile.Write(ref _count, _count - 1);
                return true;
            }
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
            while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
        }
    }
}
