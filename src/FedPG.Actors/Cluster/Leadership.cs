using Akka.Actor;
using Akka.Cluster.Tools.Singleton;

namespace FedPG.Actors.Cluster;

/// <summary>The oldest server of a cluster leads, by Akka's cluster singleton. When it is gone, the next oldest takes over.</summary>
internal static class Leadership
{
    /// <summary>Completes when this process becomes the leader.</summary>
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
