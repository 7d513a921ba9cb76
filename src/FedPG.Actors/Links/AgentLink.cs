using System.Collections.Immutable;
using Akka.Actor;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Links;

/// <summary>How messages pass between an edge and its agents.</summary>
internal abstract class AgentLink
{
    /// <summary>In-process mailboxes, which lose nothing.</summary>
    public static AgentLink Reliable { get; } = new ReliableLink();

    /// <summary>Whether messages arrive once and in order, so that agents may be asked in ranges.</summary>
    public virtual bool IsReliable => false;

    /// <summary>Sends a request.</summary>
    /// <param name="edge">From.</param>
    /// <param name="agent">To.</param>
    /// <param name="number">The agent's number.</param>
    /// <param name="request">The request.</param>
    public abstract void Ask(IActorRef edge, IActorRef agent, int number, TrainingRequest request);

    /// <summary>Sends the answer to a request.</summary>
    /// <param name="agent">From.</param>
    /// <param name="edge">To.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="number">The agent's number.</param>
    /// <param name="parameters">The answer.</param>
    public abstract void Answer(IActorRef agent, IActorRef edge, TrainingRequest request, int number, ImmutableArray<double> parameters);

    private sealed class ReliableLink : AgentLink
    {
        public override bool IsReliable => true;

        public override void Ask(IActorRef edge, IActorRef agent, int number, TrainingRequest request) => agent.Tell(request, edge);

        public override void Answer(IActorRef agent, IActorRef edge, TrainingRequest request, int number, ImmutableArray<double> parameters) =>
            edge.Tell(new LocalUpdate(request.Run, request.Round, number, parameters), agent);
    }
}

/// <summary>A message that was overtaken: it goes on once its sender has come to what was behind it.</summary>
/// <param name="Receiver">To whom it goes.</param>
/// <param name="Message">The message.</param>
internal sealed record Overtaken(IActorRef Receiver, object Message);
