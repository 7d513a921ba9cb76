using System.Runtime.ExceptionServices;
using Akka.Actor;
using FedPG.Actors.Links;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Actors.Training;
using FedPG.Algorithms;

namespace FedPG.Actors.Hierarchy;

/// <summary>
/// One agent, which owns its environment. For a training request it either crashes, as scheduled by the fault model, or hands its training
/// to the thread it runs on. It runs on the compute dispatcher. When it fails during training, it tells its edge, so that no round waits
/// for a lost update.
/// </summary>
internal sealed class AgentActor(FederationPlan plan, int agent) : UntypedActor
{
    /// <summary>Shared, because there may be very many agents.</summary>
    private static readonly Deploy OnComputeThreads = Deploy.Local.WithDispatcher(ComputeDispatcher.Id);

    private readonly IActorRef _edge = Context.Parent;

    public static Props Props(FederationPlan plan, int agent) => new(OnComputeThreads, typeof(AgentActor), plan, agent);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TrainingRequest request:
                Train(request);
                break;
            case TrainingFailed failed:
                ExceptionDispatchInfo.Throw(failed.Reason);
                break;
            case Overtaken overtaken:
                overtaken.Receiver.Tell(overtaken.Message);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PreRestart(Exception reason, object message)
    {
        var request = message as TrainingRequest ?? (message as TrainingFailed)?.Request;
        if (request is not null && reason is not SimulatedCrashException)
            _edge.Tell(new TrainingLost(request.Run, request.Round, agent, reason));

        base.PreRestart(reason, message);
    }

    private void Train(TrainingRequest request)
    {
        var work = request.Broadcast.Attendance[agent];
        if (request.Attempt < work.CrashCount)
        {
            // The work before the crash would be lost, so it is not computed.
            _edge.Tell(new TrainingCrashed(request.Run, request.Round, agent, request.Attempt));
            bool isFatal = work.IsLastCrashFatal && request.Attempt == work.CrashCount - 1;
            throw new SimulatedCrashException(agent, request.Round, work.Crashes[request.Attempt], isFatal);
        }

        var task = AgentTraining.TaskOf(plan.Specification.Seed, agent, work, request.Broadcast.Phase);
        plan.Trainer.Train(Self, _edge, request, task);
    }
}
