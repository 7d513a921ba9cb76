using FedPG.Kernels.Linear;
using FedPG.Actors.Wire.Messages;
using Google.Protobuf;

namespace FedPG.Actors.Wire;

/// <summary>A part of a message that is larger than a frame.</summary>
/// <param name="Transfer">Tells messages of a sender apart.</param>
/// <param name="Index">Which part, from 0; parts come in order.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Manifest">The whole message's manifest.</param>
/// <param name="Part">The bytes.</param>
internal sealed record Chunk(long Transfer, int Index, int Count, string Manifest, ReadOnlyMemory<byte> Part)
{
    public static IMessage Encode(Chunk chunk) => new ChunkMessage
    {
        Transfer = chunk.Transfer,
        Index = chunk.Index,
        Count = chunk.Count,
        Manifest = chunk.Manifest,
        Part = UnsafeByteOperations.UnsafeWrap(chunk.Part),
    };

    /// <exception cref="ArgumentException">It says that it is a part which the message does not have.</exception>
    public static Chunk Decode(ReadOnlySpan<byte> bytes)
    {
        var message = ChunkMessage.Parser.ParseFrom(bytes);
        if (message.Index < 0 || message.Index >= message.Count) throw new ArgumentException(FormattableString.Invariant($"part {message.Index} of {message.Count}"));
        return new Chunk(message.Transfer, message.Index, message.Count, message.Manifest, message.Part.Memory);
    }
}
