using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// Work, or the mailbox of an actor, that knows where it was run last: that thread's cache has what the actor consists of, and fetching it from there costs
/// as much as a short training. Only a hint, so that threads may write it as they please.
/// </summary>
internal interface IHomed
{
    /// <summary>The compute thread, from 1; 0 is none.</summary>
    int Home { get; set; }

    /// <summary>Where work, or the mailbox that it is, keeps this; null where it does not.</summary>
    /// <param name="work">What a dispatcher runs.</param>
    static IHomed? Of(IRunnable work) => (work is Mailbox mailbox ? mailbox.MessageQueue : (object)work) as IHomed;
}
