using Akka.Actor;
using FedPG.Actors.Hierarchy;

namespace FedPG.TestKit.Probes;

/// <summary>The supervision by the actor that a probe plays; an escalation is reported to the probe.</summary>
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

/// <summary>Reports to a probe that the actor below it has thrown.</summary>
/// <param name="Reason">The exception.</param>
/// <param name="Directive">The directive of the federation's supervision; on an escalation the probe stops the actor.</param>
public sealed record ChildFailed(Exception Reason, Directive Directive);
