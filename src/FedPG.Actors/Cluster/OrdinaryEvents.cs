namespace FedPG.Actors.Cluster;

/// <summary>
/// What Akka warns of when connections end and members cannot be reached. The protocol is made for it, and the run's progress tells of
/// nodes. Whatever else the transport warns of (TLS, frames that are too large, messages that are none) is for a person to read.
/// </summary>
internal static class OrdinaryEvents
{
    private static readonly string[] Sources = ["remoting", "endpoint", "transport", "cluster", "protocol"];

    private static readonly string[] Phrases =
    [
        "disassociat", "address is now gated", "gating instead", "gated for", "irrecoverably failed",
            "quarantin", "No response from remote", "Connection refused", "Connection reset",
        "Connection timed out", "Broken pipe", "No route to host", "ConnectTimeout",
            "OperationCanceled", "Operation canceled", "the ProtocolStateActor was shutdown",
        "flushing might not have been successful", "because it is shutting down", "replaced by a new", "terminated abruptly",
        "Marking node", "Marking unreachable", "Marking exiting", "Leader can currently not",
            "heartbeat was delayed", "heartbeat interval is growing", "Couldn't join",
        "seed-nodes", "Ignoring", "marked as DOWN", "has been downed", "Received gossip",
            "Trying to join", "joining again", "New incarnation", "taking over responsibility",
        "Existing member", "unreachable", "InitJoin",

        // The start fails with the reason then.
        "Startup failed", "Failed to bind",
    ];

    private static readonly string[] Troubles =
        ["TLS", "SSL", "certificate", "Authentication", "handshake fail", "oversized", "maximum-frame",
            "frame length", "TooLongFrame", "serializ", "wrong ActorSystem", "wrong protocol", "Catastrophic"];

    /// <summary>Whether an entry of the log is ordinary.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="text">Its message and causes.</param>
    public static bool Include(string source, string text) =>
        HasOne(Sources, source) && HasOne(Phrases, text) && !HasOne(Troubles, text);

    private static bool HasOne(string[] parts, string text) => parts.Any(part => text.Contains(part, StringComparison.OrdinalIgnoreCase));
}
