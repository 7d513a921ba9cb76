using Akka.Actor;

namespace FedPG.Actors.Edges;

/// <summary>
/// What an edge does when an agent throws: it restarts the agent, whose <c>PreRestart</c> reports the lost training; how often
/// that may happen is the round's decision, not the supervisor's. An agent that cannot be made at all is a bug and escalates.
/// </summary>
internal static class AgentSupervision
{
    public static SupervisorStrategy Strategy { get; } = new OneForOneStrategy(
        maxNrOfRetries: -1,
        withinTimeRange: Timeout.InfiniteTimeSpan,
        exception => exception is ActorInitializationException ? Directive.Escalate : Directive.Restart);
}
