using Akka.Actor;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Runtime;

namespace FedPG.TestKit.Probes;

/// <summary>The supervision of the part a probe plays; where the part would escalate, the probe is told.</summary>
internal static class ProbeSupervision
{
    public static SupervisorStrategy Of(IActorRef probe) => new OneForOneStrategy(
        maxNrOfRetries: -1,
        withinTimeRange: Timeout.InfiniteTimeSpan,
        failure =>
        {
            var directive = Supervision.Decide(failure);
            probe.Tell(new ChildFailed(failure, directive));
            return directive == Directive.Escalate ? Directive.Stop : directive;
        });
}

/// <summary>To a probe: what it supervises has thrown.</summary>
/// <param name="Reason">What it has thrown.</param>
/// <param name="Directive">What the federation's supervision makes of it; an escalation ends at the probe, which stops the actor.</param>
public sealed record ChildFailed(Exception Reason, Directive Directive);
