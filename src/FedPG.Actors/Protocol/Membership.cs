using Akka.Actor;

namespace FedPG.Actors.Protocol;

/// <summary>To the server: a node has joined or is reachable again.</summary>
/// <param name="Key">The node's unique key.</param>
/// <param name="Cores">The number of cores it trains on.</param>
/// <param name="Props">Creates the server's child for the node, which is the node itself or its proxy, from the node's number.</param>
internal sealed record NodeJoined(string Key, int Cores, Func<int, Props> Props);

/// <summary>
/// To the server: a node is unreachable. Its edges move to other nodes; anything it sends later counts only if it is still awaited.
/// </summary>
/// <param name="Key">The node's key.</param>
internal sealed record NodeAway(string Key);

/// <summary>To the server: the load of nodes by other runs has decreased.</summary>
internal sealed record LoadChanged
{
    /// <summary>The only instance.</summary>
    public static LoadChanged Now { get; } = new();
}

/// <summary>To the server: a node has left for good.</summary>
/// <param name="Key">The node's key.</param>
internal sealed record NodeLeft(string Key);
