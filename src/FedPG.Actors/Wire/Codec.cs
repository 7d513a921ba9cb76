using System.Collections.Frozen;
using FedPG.Actors.Protocol;
using FedPG.Actors.Wire.Messages;
using Google.Protobuf;

namespace FedPG.Actors.Wire;

/// <summary>Encodes and decodes the messages sent between processes. Each has a manifest and one line in the table.</summary>
internal static class Codec
{
    private delegate object Decoder(ReadOnlySpan<byte> bytes);

    private sealed record Entry(Type Type, string Manifest, Func<object, IMessage> Encode, Decoder Decode);

    private static readonly Entry[] Table =
    [
        Of<RoundAssignment>("assignment", RoundCodec.Encode, RoundCodec.DecodeAssignment),
        Of<NodeUpdate>("update", RoundCodec.Encode, RoundCodec.DecodeUpdate),
        Of<RoundInquiry>("inquiry", inquiry => RoundCodec.Encode(inquiry.Run, inquiry.Round, inquiry.Edges), RoundCodec.DecodeInquiry),
        Of<EdgesUnknown>("unknown", unknown => RoundCodec.Encode(unknown.Run, unknown.Round, unknown.Edges), DecodeUnknown),
        Of<NodeLost>("node-lost", FailureCodec.Encode, FailureCodec.DecodeLost),
        Of<RoundFailed>("round-failed", FailureCodec.Encode, FailureCodec.DecodeFailed),
        Of<HostRun>("host", RunCodec.Encode, RunCodec.DecodeHost),
        Of<RunHosted>("hosted", hosted => new RunHostedMessage { Run = Bytes.Of(hosted.Run) }, DecodeHosted),
        Of<RunRefused>("refused", refused => new RunRefusedMessage { Run = Bytes.Of(refused.Run), Reason = refused.Reason }, DecodeRefused),
        Of<EndRun>("end", end => new EndRunMessage { Run = Bytes.Of(end.Run) }, DecodeEnd),
        Of<Chunk>("chunk", Chunk.Encode, Chunk.Decode),
    ];

    private static readonly FrozenDictionary<Type, Entry> ByType = Table.ToFrozenDictionary(entry => entry.Type);
    private static readonly FrozenDictionary<string, Entry> ByManifest = Table.ToFrozenDictionary(entry => entry.Manifest);

    /// <summary>The types of messages sent between processes.</summary>
    public static IEnumerable<Type> Types => Table.Select(entry => entry.Type);

    /// <summary>The manifest of a message.</summary>
    public static string ManifestOf(object message) => EntryOf(message).Manifest;

    /// <summary>Encodes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="limit">The largest size in bytes.</param>
    /// <exception cref="SpecificationException">The message is larger.</exception>
    public static byte[] Encode(object message, int limit = int.MaxValue)
    {
        var entry = EntryOf(message);
        var encoded = entry.Encode(message);

        // Protobuf computes sizes in 32 bits, so a size that overflows is negative.
        int size = encoded.CalculateSize();
        if (size < 0 || size > limit)
            throw new SpecificationException(
                $"a message '{entry.Manifest}'", "one that is too large to send", FormattableString.Invariant($"at most {limit} bytes"));
        return encoded.ToByteArray();
    }

    /// <summary>Decodes a message.</summary>
    /// <exception cref="MalformedMessageException">The manifest is unknown, or the bytes are not a message of this kind.</exception>
    public static object Decode(string manifest, ReadOnlySpan<byte> bytes)
    {
        if (!ByManifest.TryGetValue(manifest, out var entry))
            throw new MalformedMessageException($"no message has the manifest '{Printable(manifest)}'");
        try
        {
            return entry.Decode(bytes);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new MalformedMessageException(
                $"{bytes.Length} bytes are not a valid '{manifest}' message: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    private static Entry EntryOf(object message) => ByType.TryGetValue(message.GetType(), out var entry)
        ? entry
        : throw new ArgumentException($"{message.GetType().Name} does not travel", nameof(message));

    private static Entry Of<T>(string manifest, Func<T, IMessage> encode, Decoder decode) =>
        new(typeof(T), manifest, message => encode((T)message), decode);

    private static EdgesUnknown DecodeUnknown(ReadOnlySpan<byte> bytes)
    {
        var inquiry = RoundCodec.DecodeInquiry(bytes);
        return new EdgesUnknown(inquiry.Run, inquiry.Round, inquiry.Edges);
    }

    private static RunHosted DecodeHosted(ReadOnlySpan<byte> bytes) => new(Bytes.Run(RunHostedMessage.Parser.ParseFrom(bytes).Run));

    private static RunRefused DecodeRefused(ReadOnlySpan<byte> bytes)
    {
        var message = RunRefusedMessage.Parser.ParseFrom(bytes);
        return new RunRefused(Bytes.Run(message.Run), message.Reason);
    }

    private static EndRun DecodeEnd(ReadOnlySpan<byte> bytes) => new(Bytes.Run(EndRunMessage.Parser.ParseFrom(bytes).Run));

    private static string Printable(string text) =>
        new([.. text.Take(40).Select(character => char.IsControl(character) ? '?' : character)]);
}
