using FedPG.Actors.Wire.Messages;
using Google.Protobuf;

namespace FedPG.Actors.Wire;

/// <summary>A chunk of a message that is larger than a frame.</summary>
/// <param name="Transfer">Identifies the message among those of one sender.</param>
/// <param name="Index">The chunk's number, from 0; chunks are sent in order.</param>
/// <param name="Count">The number of chunks.</param>
/// <param name="Manifest">The whole message's manifest.</param>
/// <param name="Part">The chunk's bytes.</param>
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

    /// <exception cref="ArgumentException">The chunk's number is not below the number of chunks.</exception>
    public static Chunk Decode(ReadOnlySpan<byte> bytes)
    {
        var message = ChunkMessage.Parser.ParseFrom(bytes);
        if (message.Index < 0 || message.Index >= message.Count)
            throw new ArgumentException(FormattableString.Invariant($"part {message.Index} of {message.Count}"));
        return new Chunk(message.Transfer, message.Index, message.Count, message.Manifest, message.Part.Memory);
    }
}
