namespace FedPG.Actors.Dispatch;

/// <summary>
/// What a compute thread has to send and keeps back while it has short work of its own: what goes to another thread goes in one piece, since every
/// message that passes between two cores costs several times what it costs within one.
/// </summary>
internal interface IOutbox
{
    /// <summary>Sends it.</summary>
    void Flush();
}
