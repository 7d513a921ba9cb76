using Akka.Actor;
using Akka.Event;
using FedPG.Actors.Training;
using FedPG.Actors.Wire;
using FedPG.Algorithms;
using FedPG.Asynchrony;
using FedPG.Control;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Actors.Cluster;

/// <summary>One end of a conversation between processes. Messages larger than a frame are sent and received in chunks.</summary>
/// <param name="self">The actor at this end.</param>
/// <param name="mostBytes">The size of the largest message accepted.</param>
/// <param name="log">Receives a warning for each refused message.</param>
internal sealed class RemoteEnd(IActorRef self, long mostBytes, ILoggingAdapter log)
{
    /// <summary>The limit for any message: a gigabyte.</summary>
    public const int MostBytes = 1 << 30;

    /// <summary>The limit for the numbers of a message: a mebibyte is left for the rest.</summary>
    private const int Largest = MostBytes - (1 << 20);

    /// <summary>
    /// An upper bound for the number of earlier broadcasts that late updates of one synchronous round start from. Without synchronous
    /// rounds every agent may start from another one.
    /// </summary>
    private const int MostEarlier = 1024;

    private readonly ChunkAssembly _chunks = new(mostBytes);
    private long _transfers;

    /// <summary>An upper bound for the size of any message of a run.</summary>
    public static long MostBytesOf(FederationPlan plan)
    {
        bool isSynchronous = plan.Specification.Mode == ServerOptions.Synchronous;
        long vectors = (isSynchronous ? MostEarlier : Math.Max(MostEarlier, plan.Layout.Participants)) + 2L * plan.Layout.EdgeCount;
        long factors = isSynchronous ? 0 : ServerStep.MostFurtherUpdates + (long)plan.Layout.Participants;
        int longest = LongestOf(plan.Algorithm);
        long numbers = vectors * longest + plan.Aggregator.Length(plan.Algorithm.UpdateLength, plan.Layout.Participants)
            + (long)plan.Algorithm.AgentStateLength * plan.Layout.Participants + factors;
        return Math.Min(MostBytes, (1 << 20) + 64L * plan.Layout.Participants + numbers * sizeof(double));
    }

    /// <summary>
    /// Checks at the start that a run's largest messages, its environments and one node's aggregates of all edges, can be sent.
    /// </summary>
    /// <exception cref="SpecificationException">
    /// A message would be too large, or no node could build the environments.
    /// </exception>
    public static void RequireFit(FederationPlan plan)
    {
        if (plan.Specification.Environments is EnvironmentSet finite)
            RequireTables(finite.Types.Sum(ProcessCodec.MostBytesOf));
        if (plan.Specification.Environments is ControlEnvironments continuous) _ = FamilyText.Of(continuous, plan.Catalogue);
        RequireFit(LongestOf(plan.Algorithm), plan.Layout.EdgeCount);
        long states = sizeof(double) * (long)plan.Algorithm.AgentStateLength * plan.Layout.Participants;
        if (states > Largest / 2)
        {
            throw new SpecificationException(
                "agents", FormattableString.Invariant($"{states} bytes of states with {plan.Algorithm.Name}"),
                "at most half a gigabyte in a cluster: fewer agents or parameters");
        }

        long bytes = sizeof(double) * plan.Aggregator.Length(plan.Algorithm.UpdateLength, plan.Layout.Participants) + states;
        if (bytes <= Largest) return;
        throw new SpecificationException(
            "server.aggregator",
            FormattableString.Invariant(
                $"'{plan.Specification.Aggregator}', which sends {bytes} bytes for {plan.Layout.Participants} agents"),
            "at most a gigabyte in a cluster: fewer agents or parameters, or an aggregator that adds updates up");
    }

    /// <summary>Checks that the tables of finite environments can be sent.</summary>
    /// <param name="bytes">An upper bound for their size in a message.</param>
    /// <exception cref="SpecificationException">The message would be too large.</exception>
    public static void RequireTables(long bytes)
    {
        if (bytes <= Largest) return;
        throw new SpecificationException(
            "environment",
            FormattableString.Invariant($"{bytes} bytes of tables"),
            "at most a gigabyte in a cluster: fewer types, states or actions");
    }

    /// <summary>Checks that a node's sums of all edges can be sent.</summary>
    /// <param name="parameters">The length of θ.</param>
    /// <param name="edges">The number of edges.</param>
    /// <exception cref="SpecificationException">The message would be too large.</exception>
    public static void RequireFit(int parameters, int edges)
    {
        long bytes = sizeof(double) * (long)parameters * edges;
        if (bytes <= Largest) return;
        throw new SpecificationException(
            "runtime.edge-size",
            FormattableString.Invariant($"{edges} edges with {parameters} parameters each, {bytes} bytes"),
            "at most a gigabyte in a cluster: a larger edge-size, or fewer parameters");
    }

    private static int LongestOf(IFederatedAlgorithm algorithm) => Math.Max(algorithm.UpdateLength, algorithm.BroadcastLength);

    /// <summary>Sends a message.</summary>
    /// <exception cref="SpecificationException">The message has more than <see cref="MostBytes"/>.</exception>
    public void Send(object message, ICanTell receiver)
    {
        foreach (var parcel in Parcel.Of(message, _transfers++, limit: MostBytes)) receiver.Tell(parcel, self);
    }

    /// <summary>
    /// The received message; null if more of its chunks are to come or they do not form a valid message. In that case the actor that waits
    /// for it asks again.
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
