namespace FedPG.Actors.Dispatch;

/// <summary>
/// What a compute thread has to send and keeps back while it has work of its own, though only for some milliseconds: what goes to another thread goes in one piece, since every
/// message that passes between two cores costs several times what it costs within one.
/// </summary>
internal interface IOutbox
{
    /// <summary>How long it may be kept back while there is other work; 0 is until a coarse clock, of some milliseconds, ticks.</summary>
    int PatienceMilliseconds { get; }

    /// <summary>Sends it.</summary>
    void Flush();
}
