using System.Diagnostics;
using System.Text;

namespace FedPG.Experiments.Records;

/// <summary>
/// Appends lines under a fixed header whose first column is <c>round</c>: UTF-8, '\n', the same bytes everywhere. The file receives whole
/// lines only, so that other programs can read it while it grows.
/// </summary>
internal sealed class CsvWriter : IDisposable
{
    /// <summary>An upper bound on the bytes of a row: twenty numbers of at most 24 bytes, each with a comma.</summary>
    public const int LongestLine = 512;

    private readonly FileStream _stream;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _buffered;

    private CsvWriter(FileStream stream) => _stream = stream;

    /// <summary>Creates a file with the header; replaces an existing one.</summary>
    public static CsvWriter Create(string path, string header)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var writer = new CsvWriter(Open(path, FileMode.Create));
        writer.Line(Encoding.UTF8.GetBytes(header));
        return writer;
    }

    /// <summary>
    /// Continues after <paramref name="lastRound"/>: later rows, and an incomplete last row, are removed. A missing file is created.
    /// </summary>
    public static CsvWriter Continue(string path, string header, int lastRound)
    {
        if (!File.Exists(path)) return Create(path, header);
        long kept = KeptBytes(path, header, lastRound);
        if (kept == 0) return Create(path, header);
        var stream = Open(path, FileMode.Open);
        stream.SetLength(kept);
        stream.Seek(kept, SeekOrigin.Begin);
        return new CsvWriter(stream);
    }

    /// <summary>Appends a line, given without its line end; it may stay in a buffer until <see cref="Flush"/>.</summary>
    /// <param name="utf8">The line.</param>
    /// <param name="isWhole">Whether the line fitted into <see cref="LongestLine"/>.</param>
    public void Line(ReadOnlySpan<byte> utf8, bool isWhole = true)
    {
        if (!isWhole) throw new UnreachableException("a row is longer than numbers make it");
        if (utf8.Length >= _buffer.Length - _buffered) Flush();
        utf8.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += utf8.Length;
        _buffer[_buffered++] = (byte)'\n';
    }

    /// <summary>Hands the buffered lines to the operating system. After an error they are still buffered.</summary>
    public void Flush()
    {
        if (_buffered == 0) return;
        try
        {
            _stream.Write(_buffer, 0, _buffered);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw TooLong(error);
        }

        _buffered = 0;
    }

    public void Dispose()
    {
        using (_stream) Flush();
    }

    /// <summary>.NET reports the system's limit on the length of a file (EFBIG) as an argument error.</summary>
    private IOException TooLong(ArgumentOutOfRangeException error) => new($"File too large : '{_stream.Name}'", error);

    private static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0);

    private static long KeptBytes(string path, string header, int lastRound)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        int kept = 0;
        for (int row = 0, end; (end = bytes[kept..].IndexOf((byte)'\n')) >= 0; row++)
        {
            string line = Encoding.UTF8.GetString(bytes.Slice(kept, end));
            if (row == 0 && line != header) throw new SpecificationException($"{path}: row 1", $"'{line}'", header);
            if (row > 0 && CsvTable.Integer(line.Split(',')[0], path, row + 1, "round") > lastRound) break;
            kept += end + 1;
        }

        return kept;
    }
}
