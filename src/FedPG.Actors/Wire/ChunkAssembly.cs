using System.Buffers;

namespace FedPG.Actors.Wire;

/// <summary>
/// Reassembles the chunks of one sender, one message at a time. A transport delivers chunks in order or loses them, so a chunk that does
/// not follow the last one discards the message begun: the protocol requests it again.
/// </summary>
/// <param name="mostBytes">The size of the largest message accepted.</param>
internal sealed class ChunkAssembly(long mostBytes)
{
    /// <summary>A larger buffer is released after its message: it may be the only such message of a run.</summary>
    private const int MostKept = 1 << 24;

    private ArrayBufferWriter<byte> _content = new();
    private Chunk? _last;

    /// <summary>The size of the buffer in bytes.</summary>
    public int Capacity => _content.Capacity;

    /// <summary>Adds a chunk. Returns the complete message with the last chunk; null if more are to come or the chunk does not
    /// follow.</summary>
    /// <exception cref="MalformedMessageException">The message is too large, or complete but not a valid message of the
    /// protocol.</exception>
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
        _last is { } last && chunk.Transfer == last.Transfer && chunk.Index == last.Index + 1 && chunk.Count == last.Count
            && chunk.Manifest == last.Manifest;

    private object? Begin()
    {
        if (_content.Capacity > MostKept) _content = new ArrayBufferWriter<byte>();
        else _content.ResetWrittenCount();
        _last = null;
        return null;
    }
}
