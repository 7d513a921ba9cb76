using Akka.Actor;
using FedPG.Actors.Rounds;

namespace FedPG.Actors.Hierarchy;

/// <summary>What becomes of an actor that throws: the first line of the table that fits.</summary>
internal static class Supervision
{
    /// <summary>One line of a supervision table.</summary>
    /// <param name="Failure">The kind of failure.</param>
    /// <param name="Fits">Whether an exception is of that kind.</param>
    /// <param name="Directive">What the supervisor does.</param>
    /// <param name="Then">What the round protocol does.</param>
    public sealed record Rule(string Failure, Func<Exception, bool> Fits, Directive Directive, string Then);

    /// <summary>Edges over agents, nodes over edges, the server over nodes.</summary>
    public static IReadOnlyList<Rule> Table { get; } =
    [
        new("simulated crash", e => e is SimulatedCrashException { IsFatal: false }, Directive.Restart, "trains again, or has lost the round"),
        new("simulated crash beyond max-restarts", e => e is SimulatedCrashException, Directive.Stop, "gone for good; reported"),
        new("cannot be made", e => e is ActorInitializationException, Directive.Escalate, "a bug: the run fails"),
        new("killed", e => e is ActorKilledException, Directive.Restart, "asked again as often as it takes"),
        new("any other exception", _ => true, Directive.Restart, "asked again three times, then the run fails"),
    ];

    /// <summary>
    /// The table as a strategy. Restarts are not bounded here: how often work is asked for again is the round's decision.
    /// </summary>
    public static SupervisorStrategy Strategy { get; } = new TableStrategy();

    /// <summary>What the table says of an exception.</summary>
    public static Directive Decide(Exception exception) => Table.First(rule => rule.Fits(exception)).Directive;

    /// <summary>What the loss of a member's work is to the round: only errors of its own are counted against it.</summary>
    public static RoundEvent LossOf(RoundState round, int member, Exception? reason) => reason is null or ActorKilledException
        ? RoundEvent.Vanished(round.Run, round.Round, member)
        : RoundEvent.Failed(round.Run, round.Round, member);

    private sealed class TableStrategy() : OneForOneStrategy(maxNrOfRetries: -1, withinTimeRange: Timeout.InfiniteTimeSpan, Decide)
    {
        /// <summary>A crash of the fault model is part of the experiment and no news.</summary>
        protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
        {
            if (cause is not SimulatedCrashException) base.LogFailure(context, child, cause, directive);
        }
    }
}
