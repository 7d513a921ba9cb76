using System.Buffers;

namespace FedPG.Actors.Wire;

/// <summary>
/// Puts the chunks of one sender together, one message at a time. A transport keeps their order or loses them, so a chunk that does not follow the
/// last one ends what was begun: the protocol asks for it again.
/// </summary>
/// <param name="mostBytes">The largest message that is accepted.</param>
internal sealed class ChunkAssembly(long mostBytes)
{
    private readonly ArrayBufferWriter<byte> _content = new();
    private Chunk? _last;

    /// <summary>Takes a chunk; the whole message when it was the last one, null when more are to come or it does not fit.</summary>
    /// <exception cref="MalformedMessageException">The message is too large, or whole and none of the protocol.</exception>
    public object? Add(Chunk chunk)
    {
        if (chunk.Index == 0) Begin();
        else if (!Follows(chunk)) return Begin();
        if (_content.WrittenCount + chunk.Part.Length > mostBytes)
        {
            Begin();
            throw new MalformedMessageException(FormattableString.Invariant($"a '{chunk.Manifest}' has more than {mostBytes} bytes"));
        }

        _content.Write(chunk.Part.Span);
        _last = chunk;
        if (chunk.Index < chunk.Count - 1) return null;
        try
        {
            return Codec.Decode(chunk.Manifest, _content.WrittenSpan);
        }
        finally
        {
            Begin();
        }
    }

    private bool Follows(Chunk chunk) =>
        _last is { } last && chunk.Transfer == last.Transfer && chunk.Index == last.Index + 1 && chunk.Count == last.Count && chunk.Manifest == last.Manifest;

    private object? Begin()
    {
        _content.ResetWrittenCount();
        _last = null;
        return null;
    }
}
