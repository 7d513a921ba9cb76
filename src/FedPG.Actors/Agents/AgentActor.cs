using System.Runtime.InteropServices;
using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Algorithms;

namespace FedPG.Actors.Agents;

/// <summary>
/// One agent: answers a broadcast with the parameters after its local training in its own environment. It runs on the compute
/// dispatcher. When it dies while training it tells its edge, so that no round waits for what died with it.
/// </summary>
internal sealed class AgentActor(FederationPlan plan, int agent) : UntypedActor
{
    public static Props Props(FederationPlan plan, int agent) =>
        Akka.Actor.Props.Create(() => new AgentActor(plan, agent)).WithDispatcher(ComputeDispatcher.Id);

    protected override void OnReceive(object message)
    {
        if (message is not Broadcast broadcast)
        {
            Unhandled(message);
            return;
        }

        var update = new double[plan.Algorithm.ParameterCount];
        var task = new LocalTask(plan.Specification.Seed, broadcast.Round, agent);
        plan.Learner.Train(task, broadcast.Parameters.AsSpan(), update);
        var parameters = ImmutableCollectionsMarshal.AsImmutableArray(update);
        Context.Parent.Tell(new LocalUpdate(broadcast.Run, broadcast.Round, agent, parameters));
    }

    protected override void PreRestart(Exception reason, object message)
    {
        if (message is Broadcast broadcast)
        {
            Context.Parent.Tell(new TrainingLost(broadcast.Run, broadcast.Round, agent, reason));
        }

        base.PreRestart(reason, message);
    }
}
