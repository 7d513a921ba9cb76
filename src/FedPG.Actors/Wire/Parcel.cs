namespace FedPG.Actors.Wire;

/// <summary>An encoded message: it is encoded once, when its size is checked. The receiver gets the decoded message.</summary>
/// <param name="Manifest">The message's manifest.</param>
/// <param name="Content">The message's bytes.</param>
internal sealed record Parcel(string Manifest, byte[] Content)
{
    /// <summary>
    /// The largest size of a parcel in bytes. With addresses added, a parcel fits into the transport's frame of 128,000 bytes. It also
    /// stays below 85,000 bytes, where .NET's large object heap begins: every parcel is copied several times on its way, and garbage
    /// collections of that heap cost up to half of the speed.
    /// </summary>
    public const int MostBytes = 64_000;

    /// <summary>A message as parcels, in order: a single one, or several chunks.</summary>
    /// <param name="message">The message.</param>
    /// <param name="transfer">A number that the sender has not used for another message.</param>
    /// <param name="mostBytes">The largest size of a parcel in bytes.</param>
    /// <param name="limit">The largest size of the message in bytes.</param>
    /// <exception cref="SpecificationException">The message is larger than the limit.</exception>
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
