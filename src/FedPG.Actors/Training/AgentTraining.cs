using Akka.Actor;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Training;

/// <summary>A local training that an agent hands to the thread it runs on. Any state of the agent belongs here.</summary>
/// <param name="Actor">The agent's actor.</param>
/// <param name="Edge">The edge that sent the request.</param>
/// <param name="Request">The request.</param>
/// <param name="Agent">The agent's number.</param>
/// <param name="Broadcast">The round whose parameters the training starts from.</param>
internal readonly record struct AgentTraining(IActorRef Actor, IActorRef Edge, TrainingRequest Request, int Agent, int Broadcast)
{
    /// <summary>The parameters that the training starts from.</summary>
    public ReadOnlySpan<double> Parameters => Request.Broadcast.ParametersOf(Broadcast).AsSpan();
}

/// <summary>To an agent: its training failed in the thread's batch, so the agent throws the reason.</summary>
/// <param name="Request">The request to the agent.</param>
/// <param name="Reason">The exception of the training.</param>
internal sealed record TrainingFailed(TrainingRequest Request, Exception Reason);
