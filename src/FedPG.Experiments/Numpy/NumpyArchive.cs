using System.IO.Compression;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Numpy;

/// <summary>Reads and writes <c>.npz</c> files: zip archives of <c>NAME.npy</c>, as <c>numpy.savez</c> and <c>numpy.load</c> do.</summary>
internal static class NumpyArchive
{
    private const string Ending = ".npy";
    private const int MostEntries = 1000;

    /// <summary>Room for the header of an array and the padding of its entries.</summary>
    private const int Overhead = 1 << 17;

    /// <summary>Deflate packs 1,032 equal bytes into one.</summary>
    private const int MostCompression = 1032;

    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a file begins as a zip archive does.</summary>
    public static bool IsAtStartOf(ReadOnlySpan<byte> content) => content.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Reads some arrays of an archive; others are ignored, whatever they hold.</summary>
    /// <param name="content">The file.</param>
    /// <param name="names">The names of the arrays, without <c>.npy</c>.</param>
    /// <param name="limit">The most entries of an array.</param>
    /// <returns>The arrays that the archive has, by name.</returns>
    /// <exception cref="SpecificationException">The file is not an archive, or an array is not one that is understood.</exception>
    public static Dictionary<string, NumpyArray> Read(byte[] content, IReadOnlyCollection<string> names, long limit)
    {
        var arrays = new Dictionary<string, NumpyArray>(StringComparer.Ordinal);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries)
                throw new SpecificationException("the archive", $"{archive.Entries.Count} arrays", $"at most {MostEntries}");
            foreach (var entry in archive.Entries)
            {
                string name = entry.FullName.EndsWith(Ending, StringComparison.Ordinal) ? entry.FullName[..^Ending.Length] : "";
                if (!names.Contains(name)) continue;
                if (!arrays.TryAdd(name, NumpyFile.Read(Extracted(entry, name, limit), name, limit)))
                    throw new SpecificationException("the archive", $"the array {name} twice", "every array once");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or IOException)
        {
            throw new SpecificationException(
                $"the archive: found a damaged zip file ({OneLine.Of(e.Message)}); accepted: a file that numpy.savez wrote", e);
        }

        return arrays;
    }

    /// <summary>The file of some arrays: uncompressed, with the same bytes for the same arrays.</summary>
    /// <param name="arrays">The arrays, with their names.</param>
    public static byte[] Write(IEnumerable<(string Name, NumpyArray Array)> arrays)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, array) in arrays)
            {
                var entry = archive.CreateEntry(name + Ending, CompressionLevel.NoCompression);
                entry.LastWriteTime = Epoch;
                using var content = entry.Open();
                content.Write(NumpyFile.Write(array));
            }
        }

        return stream.ToArray();
    }

    /// <summary>The bytes of an entry: as many as it has by its own account, which is checked before they are allocated.</summary>
    private static byte[] Extracted(ZipArchiveEntry entry, string name, long limit)
    {
        long most = Math.Min(limit * sizeof(double) + Overhead, Array.MaxLength);
        if (entry.Length > most)
            throw new SpecificationException(name, $"{entry.Length} bytes", FormattableString.Invariant($"at most {most} bytes"));
        if (entry.Length > entry.CompressedLength * MostCompression + Overhead)
            throw new InvalidDataException($"{entry.Length} bytes out of {entry.CompressedLength}");
        byte[] bytes = new byte[entry.Length];
        using var stream = entry.Open();
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read];
    }
}
