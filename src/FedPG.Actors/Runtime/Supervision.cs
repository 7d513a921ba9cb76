using Akka.Actor;

namespace FedPG.Actors.Runtime;

/// <summary>What becomes of an actor that throws.</summary>
internal static class Supervision
{
    /// <summary>
    /// An edge restarts its agents: <c>PreRestart</c> reports the training that was lost, and how often it is asked for again is the round's decision.
    /// An agent that cannot be made at all is a bug and escalates.
    /// </summary>
    public static SupervisorStrategy RestartAgents { get; } = new OneForOneStrategy(
        maxNrOfRetries: -1,
        withinTimeRange: Timeout.InfiniteTimeSpan,
        exception => exception is ActorInitializationException ? Directive.Escalate : Directive.Restart);

    /// <summary>An edge or node that throws has lost its round, which nobody would ask for again: the run ends with that error.</summary>
    public static SupervisorStrategy Escalate { get; } = new OneForOneStrategy(_ => Directive.Escalate);
}
