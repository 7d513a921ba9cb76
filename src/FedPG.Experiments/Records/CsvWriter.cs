using System.Text;

namespace FedPG.Experiments.Records;

/// <summary>Appends lines under a fixed header whose first column is <c>round</c>: UTF-8, '\n', the same bytes everywhere.</summary>
internal sealed class CsvWriter : IDisposable
{
    private readonly StreamWriter _writer;

    private CsvWriter(FileStream stream) => _writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };

    /// <summary>A new file with the header; replaces what stood there.</summary>
    public static CsvWriter Create(string path, string header)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var writer = new CsvWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read));
        writer.Line(header);
        return writer;
    }

    /// <summary>
    /// Goes on after <paramref name="lastRound"/>: later rows, and a last one that was cut off while it was written, are removed.
    /// A file that is not there is created.
    /// </summary>
    public static CsvWriter Continue(string path, string header, int lastRound)
    {
        if (!File.Exists(path)) return Create(path, header);
        long kept = KeptBytes(path, header, lastRound);
        if (kept == 0) return Create(path, header);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        stream.SetLength(kept);
        stream.Seek(kept, SeekOrigin.Begin);
        return new CsvWriter(stream);
    }

    public void Line(string line) => _writer.WriteLine(line);

    public void Flush() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

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
