using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// A mailbox that knows where its owner was run last: that thread's cache has what the actor consists of, and fetching it from there costs as much as a short
/// training. Only a hint, so that threads may write it as they please.
/// </summary>
internal interface IHomed
{
    /// <summary>The compute thread, from 1; 0 is none.</summary>
    int Home { get; set; }

    /// <summary>The mailbox's note, if it takes any.</summary>
    /// <param name="work">What a dispatcher runs.</param>
    static IHomed? Of(IRunnable work) => (work as Mailbox)?.MessageQueue as IHomed;
}
