using Akka.Actor;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Links;

/// <summary>The network between an edge and its agents.</summary>
internal abstract class AgentLink
{
    /// <summary>In-process mailboxes, which lose nothing.</summary>
    public static AgentLink Reliable { get; } = new ReliableLink();

    /// <summary>Whether messages arrive exactly once and in order, so that an edge may request training from a whole range of
    /// agents.</summary>
    public virtual bool IsReliable => false;

    /// <summary>Sends a request.</summary>
    /// <param name="edge">The sender.</param>
    /// <param name="agent">The receiver.</param>
    /// <param name="number">The agent's number.</param>
    /// <param name="request">The request.</param>
    public abstract void Request(IActorRef edge, IActorRef agent, int number, TrainingRequest request);

    /// <summary>Sends the answer to a request.</summary>
    /// <param name="agent">The sender.</param>
    /// <param name="edge">The receiver.</param>
    /// <param name="request">The request that is answered.</param>
    /// <param name="update">The answer.</param>
    public abstract void Answer(IActorRef agent, IActorRef edge, TrainingRequest request, LocalUpdate update);

    private sealed class ReliableLink : AgentLink
    {
        public override bool IsReliable => true;

        public override void Request(IActorRef edge, IActorRef agent, int number, TrainingRequest request) => agent.Tell(request, edge);

        public override void Answer(IActorRef agent, IActorRef edge, TrainingRequest request, LocalUpdate update) =>
            edge.Tell(update, agent);
    }
}

/// <summary>A reordered message: the sender delivers it to the receiver after the messages that were queued behind it.</summary>
/// <param name="Receiver">The final receiver.</param>
/// <param name="Message">The message.</param>
internal sealed record Overtaken(IActorRef Receiver, object Message);
