using Akka.Actor;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Training;

/// <summary>A local training that an agent hands to the thread it runs on. State that belongs to the agent has its place here.</summary>
/// <param name="Actor">The agent's actor.</param>
/// <param name="Edge">The edge that asked.</param>
/// <param name="Request">What it asked for.</param>
/// <param name="Agent">The agent's number.</param>
/// <param name="Broadcast">The round of the parameters that the training begins with.</param>
internal readonly record struct AgentTraining(IActorRef Actor, IActorRef Edge, TrainingRequest Request, int Agent, int Broadcast)
{
    /// <summary>The parameters that the training begins with.</summary>
    public ReadOnlySpan<double> Parameters => Request.Broadcast.ParametersOf(Broadcast).AsSpan();
}

/// <summary>To an agent: its training failed in the thread's batch, and the agent is to fail with the reason.</summary>
/// <param name="Request">What the agent was asked.</param>
/// <param name="Reason">What the training failed with.</param>
internal sealed record TrainingFailed(TrainingRequest Request, Exception Reason);
