using Akka.Actor;
using Akka.Event;
using FedPG.Actors.Training;
using FedPG.Actors.Wire;

namespace FedPG.Actors.Cluster;

/// <summary>One end of a conversation between processes: what is larger than a frame goes and comes in chunks.</summary>
/// <param name="self">Who speaks.</param>
/// <param name="mostBytes">The largest message that is accepted.</param>
/// <param name="log">Hears of what is not.</param>
internal sealed class RemoteEnd(IActorRef self, long mostBytes, ILoggingAdapter log)
{
    /// <summary>No message is larger: a gigabyte.</summary>
    public const int MostBytes = 1 << 30;

    /// <summary>More broadcasts than late updates of a round are trained from.</summary>
    private const int MostEarlier = 1024;

    private readonly ChunkAssembly _chunks = new(mostBytes);
    private long _transfers;

    /// <summary>More than any message of a run can take.</summary>
    public static long MostBytesOf(FederationPlan plan)
    {
        long vectors = MostEarlier + 2L * plan.Layout.EdgeCount;
        return Math.Min(MostBytes, (1 << 20) + 64L * plan.Layout.Participants + vectors * sizeof(double) * plan.Algorithm.ParameterCount);
    }

    /// <summary>
    /// Requires that the largest message of a run, one node's sums of all edges, can travel: found at the start, not in a round.
    /// </summary>
    /// <param name="parameters">How many parameters there are.</param>
    /// <param name="edges">How many edges.</param>
    /// <exception cref="SpecificationException">It cannot.</exception>
    public static void RequireFit(int parameters, int edges)
    {
        long bytes = sizeof(double) * (long)parameters * edges;
        if (bytes <= MostBytes - (1 << 20)) return;
        throw new SpecificationException(
            "parameters × edges",
            FormattableString.Invariant($"{bytes} bytes"),
            "at most a gigabyte in a cluster: fewer parameters, or fewer edges by a larger runtime.edge-size");
    }

    /// <summary>Sends a message.</summary>
    /// <exception cref="SpecificationException">It has more than <see cref="MostBytes"/>.</exception>
    public void Send(object message, ICanTell receiver)
    {
        foreach (var parcel in Parcel.Of(message, _transfers++, limit: MostBytes)) receiver.Tell(parcel, self);
    }

    /// <summary>
    /// The message that has come; null when more chunks of it are to come, or when they make none: then whoever waits for it asks again.
    /// </summary>
    public object? Receive(object message)
    {
        if (message is not Chunk chunk) return message;
        try
        {
            return _chunks.Add(chunk);
        }
        catch (MalformedMessageException error)
        {
            log.Warning("refused a message: {0}", error.Message);
            return null;
        }
    }
}
