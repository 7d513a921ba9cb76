using Akka.Actor;

namespace FedPG.Actors.Protocol;

/// <summary>To the server: a node is there, or there again.</summary>
/// <param name="Key">Tells nodes apart.</param>
/// <param name="Cores">How many cores it trains on.</param>
/// <param name="Props">What stands for it below the server: the node itself, or its proxy. The argument is the number it gets.</param>
internal sealed record NodeJoined(string Key, int Cores, Func<int, Props> Props);

/// <summary>
/// To the server: a node cannot be reached. Its edges go to others; whatever it sends when it wakes counts only where it is still
/// awaited.
/// </summary>
/// <param name="Key">Which node.</param>
internal sealed record NodeAway(string Key);

/// <summary>To the server: nodes of the cluster have less to do for other runs than before.</summary>
internal sealed record LoadChanged
{
    /// <summary>The only one.</summary>
    public static LoadChanged Now { get; } = new();
}

/// <summary>To the server: a node has left for good.</summary>
/// <param name="Key">Which node.</param>
internal sealed record NodeLeft(string Key);
