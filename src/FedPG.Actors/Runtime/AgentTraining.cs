using Akka.Actor;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Runtime;

/// <summary>A local training that an agent has been asked for.</summary>
/// <param name="Actor">The agent.</param>
/// <param name="Edge">Who asked.</param>
/// <param name="Request">For what.</param>
/// <param name="Agent">The agent's number.</param>
/// <param name="Broadcast">The round of the parameters that it begins with.</param>
internal readonly record struct AgentTraining(IActorRef Actor, IActorRef Edge, TrainingRequest Request, int Agent, int Broadcast)
{
    /// <summary>The parameters that it begins with.</summary>
    public ReadOnlySpan<double> Parameters => Request.Broadcast.ParametersOf(Broadcast).AsSpan();

    /// <summary>Whether another one begins with the same parameters and goes to the same edge.</summary>
    public bool IsLike(in AgentTraining other) => ReferenceEquals(Request, other.Request) && Broadcast == other.Broadcast && Edge.Equals(other.Edge);
}

/// <summary>To an agent: its training failed while it waited for another one's, and it is to fail with it.</summary>
/// <param name="Request">What it was asked.</param>
/// <param name="Reason">What the training failed with.</param>
internal sealed record TrainingFailed(TrainingRequest Request, Exception Reason);
