namespace FedPG.Actors.Cluster;

/// <summary>
/// Akka's warnings about closed connections and unreachable members. The protocol handles these, and the run's progress reports nodes that
/// join and leave. All other warnings of the transport (TLS, oversized frames, malformed messages) are shown to the user.
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
        "from connection group", "flushing might not have been successful",
            "because it is shutting down", "replaced by a new", "terminated abruptly",
        "Marking node", "Marking unreachable", "Marking exiting", "Leader can currently not",
            "heartbeat was delayed", "heartbeat interval is growing", "Couldn't join",
        "seed-nodes", "Ignoring", "marked as DOWN", "has been downed", "Received gossip",
            "Trying to join", "joining again", "New incarnation", "taking over responsibility",
        "Existing member", "unreachable", "InitJoin",

        // In these cases the start fails and reports the reason itself.
        "Startup failed", "Failed to bind",
    ];

    private static readonly string[] Problems =
        ["TLS", "SSL", "certificate", "Authentication", "handshake fail", "oversized", "maximum-frame",
            "frame length", "TooLongFrame", "serializ", "wrong ActorSystem", "wrong protocol", "Catastrophic"];

    /// <summary>Whether a log entry is ordinary.</summary>
    /// <param name="source">The entry's log source.</param>
    /// <param name="text">The entry's message and causes.</param>
    public static bool Include(string source, string text) =>
        HasOne(Sources, source) && HasOne(Phrases, text) && !HasOne(Problems, text);

    private static bool HasOne(string[] parts, string text) => parts.Any(part => text.Contains(part, StringComparison.OrdinalIgnoreCase));
}
