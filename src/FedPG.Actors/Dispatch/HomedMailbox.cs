using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace FedPG.Actors.Dispatch;

/// <summary>Akka's unbounded mailbox for actors that a <see cref="ComputePool"/> runs.</summary>
internal sealed class HomedMailbox : MailboxType, IProducesMessageQueue<HomedMessageQueue>
{
    public HomedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new HomedMessageQueue();
}

/// <summary>See <see cref="HomedMailbox"/>.</summary>
internal sealed class HomedMessageQueue : UnboundedMessageQueue, IHomed
{
    /// <inheritdoc/>
    public int Home { get; set; }
}
