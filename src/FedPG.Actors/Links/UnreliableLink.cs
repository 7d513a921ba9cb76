using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Actors.Links;

/// <summary>
/// An unreliable network between edges and agents. The fate of a message depends on (seed, round, agent, transmission) alone. The time-out
/// after a loss passes in simulated time, so the loss is reported to the edge immediately.
/// </summary>
internal sealed class UnreliableLink(NetworkOptions options, long seed) : AgentLink
{
    /// <summary>The fate of a message.</summary>
    private readonly record struct Delivery(int Copies, bool IsOvertaken);

    public override void Request(IActorRef edge, IActorRef agent, int number, TrainingRequest request)
    {
        var (delivery, _) = Fates(number, request);
        if (delivery.Copies == 0) edge.Tell(new AnswerOverdue(request.Run, request.Round, number), edge);
        else Deliver(delivery, edge, agent, request);
    }

    public override void Answer(IActorRef agent, IActorRef edge, TrainingRequest request, LocalUpdate update)
    {
        var (_, delivery) = Fates(update.Agent, request);
        if (delivery.Copies == 0) edge.Tell(new AnswerOverdue(request.Run, request.Round, update.Agent), agent);
        else Deliver(delivery, agent, edge, update);
    }

    private static void Deliver(Delivery delivery, IActorRef sender, IActorRef receiver, object message)
    {
        for (int copy = 0; copy < delivery.Copies; copy++)
        {
            if (delivery.IsOvertaken) sender.Tell(new Overtaken(receiver, message), sender);
            else receiver.Tell(message, sender);
        }
    }

    private (Delivery Request, Delivery Answer) Fates(int agent, TrainingRequest request)
    {
        long transmission = agent + ((long)request.Transmission << 32);
        var random = RandomStreams.For(StreamPurpose.Network, (ulong)seed, request.Round, transmission);
        return (Draw(ref random), Draw(ref random));
    }

    private Delivery Draw(ref Xoshiro256PlusPlus random)
    {
        int copies = random.NextDouble() < options.Loss ? 0 : 1;
        if (random.NextDouble() < options.Duplication) copies++;
        return new Delivery(copies, random.NextDouble() < options.Reordering);
    }
}
