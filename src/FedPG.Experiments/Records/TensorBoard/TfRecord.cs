using System.Buffers.Binary;
using System.Numerics;

namespace FedPG.Experiments.Records.TensorBoard;

/// <summary>
/// The framing of TFRecord files: length (8 bytes), masked CRC of the length (4), data, masked CRC of the data (4), all little-endian.
/// </summary>
internal static class TfRecord
{
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>Appends a record.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="data">The record's content.</param>
    public static void Write(Stream stream, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[12], foot = stackalloc byte[4];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(Crc32C(head[..8])));
        BinaryPrimitives.WriteUInt32LittleEndian(foot, Masked(Crc32C(data)));
        stream.Write(head);
        stream.Write(data);
        stream.Write(foot);
    }

    /// <summary>CRC-32C, the Castagnoli polynomial as in RFC 3720.</summary>
    internal static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        for (; data.Length >= 8; data = data[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (byte rest in data) crc = BitOperations.Crc32C(crc, rest);
        return ~crc;
    }

    /// <summary>TFRecord's mask: the CRC of data that contain their own CRC would be degenerate.</summary>
    internal static uint Masked(uint crc) => unchecked(BitOperations.RotateRight(crc, 15) + MaskDelta);
}
