using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.Actors.Wire.Messages;
using Google.Protobuf;

namespace FedPG.Actors.Wire;

/// <summary>Encodes and decodes a node's failures. Of an exception only the type's name and the message are sent, never the
/// object.</summary>
internal static class FailureCodec
{
    public static IMessage Encode(NodeLost lost)
    {
        var message = Describe(lost.Run, lost.Round, lost.Reason);
        message.Node = lost.Node;
        return message;
    }

    public static NodeLost DecodeLost(ReadOnlySpan<byte> bytes)
    {
        var message = FailureMessage.Parser.ParseFrom(bytes);
        return new NodeLost(Bytes.Run(message.Run), message.Round, message.Node, Reason(message));
    }

    public static IMessage Encode(RoundFailed failed)
    {
        var message = Describe(failed.Run, failed.Round, failed.Reason);
        if (failed.Agent is { } agent) message.Agent = agent;
        return message;
    }

    public static RoundFailed DecodeFailed(ReadOnlySpan<byte> bytes)
    {
        var message = FailureMessage.Parser.ParseFrom(bytes);
        return new RoundFailed(Bytes.Run(message.Run), message.Round, message.HasAgent ? message.Agent : null, Reason(message));
    }

    private static FailureMessage Describe(RunId run, int round, Exception reason) => new()
    {
        Run = Bytes.Of(run),
        Round = round,
        Kind = (reason as RemoteFailure)?.Kind ?? reason.GetType().Name,
        Message = reason.Message,
    };

    /// <summary>Restores the type of an actor's kill, which supervision does not count as an error of the actor.</summary>
    private static Exception Reason(FailureMessage message) => message.Kind == nameof(ActorKilledException)
        ? new ActorKilledException(message.Message)
        : new RemoteFailure(message.Kind, message.Message);
}
