using Akka.Actor;
using FedPG.Actors.Runtime;
using FedPG.Actors.Wire;

namespace FedPG.Actors.Cluster;

/// <summary>One end of a conversation between processes: what is larger than a frame goes and comes in chunks.</summary>
/// <param name="self">Who speaks.</param>
/// <param name="mostBytes">The largest message that is accepted.</param>
internal sealed class RemoteEnd(IActorRef self, long mostBytes)
{
    /// <summary>More broadcasts than late updates of a round are trained from.</summary>
    private const int MostEarlier = 1024;

    private readonly ChunkAssembly _chunks = new(mostBytes);
    private long _transfers;

    /// <summary>More than any message of a run can take.</summary>
    public static long MostBytesOf(FederationPlan plan)
    {
        long vectors = MostEarlier + 2L * plan.Layout.EdgeCount;
        return (1 << 20) + 64L * plan.Layout.Participants + vectors * sizeof(double) * plan.Algorithm.ParameterCount;
    }

    /// <summary>Sends a message.</summary>
    public void Send(object message, ICanTell receiver)
    {
        foreach (var parcel in Parcel.Of(message, _transfers++)) receiver.Tell(parcel, self);
    }

    /// <summary>The message that has come, or null when more chunks of it are to come.</summary>
    /// <exception cref="MalformedMessageException">Chunks that make no message.</exception>
    public object? Receive(object message) => message is Chunk chunk ? _chunks.Add(chunk) : message;
}
