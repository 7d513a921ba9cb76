namespace FedPG.Actors.Wire;

/// <summary>A message that is bytes already: it is encoded once, where its size is looked at. Who receives it gets the message.</summary>
/// <param name="Manifest">The message's manifest.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record Parcel(string Manifest, byte[] Content)
{
    /// <summary>
    /// The most bytes of one parcel. With addresses around it, it fits the transport's frame of 128,000 bytes, and stays below the 85,000 bytes from which the
    /// runtime puts arrays on the heap of large objects: every parcel is copied several times on its way, and collecting those cost up to half of the speed.
    /// </summary>
    public const int MostBytes = 64_000;

    /// <summary>A message as parcels in order: one, or as many chunks as it takes.</summary>
    /// <param name="message">The message.</param>
    /// <param name="transfer">A number that the sender has not used for another message.</param>
    /// <param name="mostBytes">The most bytes of one.</param>
    /// <param name="limit">The most bytes of the message.</param>
    /// <exception cref="SpecificationException">The message has more than the limit.</exception>
    public static IEnumerable<Parcel> Of(object message, long transfer, int mostBytes = MostBytes, int limit = int.MaxValue)
    {
        string manifest = Codec.ManifestOf(message);
        byte[] content = Codec.Encode(message, limit);
        return content.Length <= mostBytes ? [new Parcel(manifest, content)] : Chunks(manifest, content, transfer, mostBytes);
    }

    private static IEnumerable<Parcel> Chunks(string manifest, byte[] content, long transfer, int mostBytes)
    {
        int count = (content.Length + mostBytes - 1) / mostBytes;
        for (int index = 0; index < count; index++)
        {
            int start = index * mostBytes;
            var part = content.AsMemory(start, Math.Min(mostBytes, content.Length - start));
            yield return new Parcel("chunk", Codec.Encode(new Chunk(transfer, index, count, manifest, part)));
        }
    }
}
