namespace FedPG.Actors.Cluster;

/// <summary>
/// The pauses between attempts to join: each is twice the one before, up to four seconds. Without jitter: the attempts of a few hundred
/// nodes are no load for a server, and a fixed time can be documented and tested.
/// </summary>
internal static class Backoff
{
    /// <summary>The first pause.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause: how long a node may overlook that its server has started.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    /// <summary>The pause after another one.</summary>
    /// <param name="pause">The pause before; zero = none.</param>
    public static TimeSpan After(TimeSpan pause) => pause == TimeSpan.Zero ? First : pause * 2 < Longest ? pause * 2 : Longest;
}
