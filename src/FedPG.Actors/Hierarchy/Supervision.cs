using Akka.Actor;
using FedPG.Actors.Rounds;

namespace FedPG.Actors.Hierarchy;

/// <summary>The supervision of actors that throw: the first matching rule of the table applies.</summary>
internal static class Supervision
{
    /// <summary>One rule of the supervision table.</summary>
    /// <param name="Failure">The kind of failure.</param>
    /// <param name="Fits">Whether the rule matches an exception.</param>
    /// <param name="Directive">What the supervisor does.</param>
    /// <param name="Then">What the round protocol does.</param>
    public sealed record Rule(string Failure, Func<Exception, bool> Fits, Directive Directive, string Then);

    /// <summary>Edges over agents, nodes over edges, the server over nodes.</summary>
    public static IReadOnlyList<Rule> Table { get; } =
    [
        new(
            "simulated crash", e => e is SimulatedCrashException { IsFatal: false }, Directive.Restart,
            "trains again, or has lost the round"),
        new("simulated crash beyond max-restarts", e => e is SimulatedCrashException, Directive.Stop, "gone for good; reported"),
        new("cannot be created", e => e is ActorInitializationException, Directive.Escalate, "a bug: the run fails"),
        new("killed", e => e is ActorKilledException, Directive.Restart, "requested again as often as it takes"),
        new("any other exception", _ => true, Directive.Restart, "requested again three times, then the run fails"),
    ];

    /// <summary>
    /// The table as a supervisor strategy. Restarts are unlimited here: the round decides how often work is requested again.
    /// </summary>
    public static SupervisorStrategy Strategy { get; } = new TableStrategy();

    /// <summary>The directive for an exception.</summary>
    public static Directive Decide(Exception exception) => Table.First(rule => rule.Fits(exception)).Directive;

    /// <summary>The round event for a member's lost work: only the member's own errors count as failures.</summary>
    public static RoundEvent LossOf(RoundState round, int member, Exception? reason) => reason is null or ActorKilledException
        ? RoundEvent.Vanished(round.Run, round.Round, member)
        : RoundEvent.Failed(round.Run, round.Round, member);

    private sealed class TableStrategy() : OneForOneStrategy(maxNrOfRetries: -1, withinTimeRange: Timeout.InfiniteTimeSpan, Decide)
    {
        /// <summary>Crashes of the fault model are part of the experiment and are not logged.</summary>
        protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
        {
            if (cause is not SimulatedCrashException) base.LogFailure(context, child, cause, directive);
        }
    }
}
