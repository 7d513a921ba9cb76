using Akka.Actor;
using Akka.Cluster.Tools.Singleton;

namespace FedPG.Actors.Cluster;

/// <summary>One server of a cluster leads, by Akka's cluster singleton: the oldest. When it is gone, the next one does.</summary>
internal static class Leadership
{
    /// <summary>Completes when this process leads.</summary>
    public static Task Await(ActorSystem system)
    {
        var leads = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var settings = ClusterSingletonManagerSettings.Create(system).WithRole(ClusterRole.Runner).WithSingletonName("leader");
        system.ActorOf(ClusterSingletonManager.Props(Props.Create(() => new Leader(leads)), PoisonPill.Instance, settings), "leadership");
        return leads.Task;
    }

    private sealed class Leader : UntypedActor
    {
        private readonly TaskCompletionSource _leads;

        public Leader(TaskCompletionSource leads) => _leads = leads;

        protected override void PreStart() => _leads.TrySetResult();

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
