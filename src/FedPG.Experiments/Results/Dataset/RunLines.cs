using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>The lines of a run's <c>rounds.csv</c>, read one by one; a line that is being written is left out.</summary>
/// <param name="path">The file.</param>
internal sealed class RunLines(string path)
{
    private string[]? _columns;

    /// <summary>The names of the columns; empty if there is no file or no complete header yet.</summary>
    public string[] Columns => _columns ??= Complete().FirstOrDefault() is { Length: > 0 } header ? header.Split(',') : [];

    /// <summary>The complete rows, each with as many cells as there are columns.</summary>
    /// <exception cref="SpecificationException">The file is damaged.</exception>
    public IEnumerable<string> Rows()
    {
        int commas = Columns.Length - 1;
        foreach (var (i, line) in Complete().Index().Skip(1))
        {
            int found = line.AsSpan().Count(',');
            if (found != commas)
                throw new SpecificationException($"{path}: row {i + 1}", $"{found + 1} cells", $"{commas + 1}, as in the header");
            yield return line;
        }
    }

    private IEnumerable<string> Complete()
    {
        if (!File.Exists(path)) yield break;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
        long end = LastLineEnd(stream), read = 0;
        stream.Position = 0;
        using var reader = new StreamReader(stream);
        while (read < end && reader.ReadLine() is { } line)
        {
            read += line.Length + 1;
            if (line.Length > CsvWriter.LongestLine) throw new SpecificationException(path, "a longer line", "the rows of a run");
            if (read <= end) yield return line;
        }
    }

    /// <summary>The position after the last line end.</summary>
    private static long LastLineEnd(FileStream stream)
    {
        long end = stream.Length;
        Span<byte> tail = stackalloc byte[CsvWriter.LongestLine];
        while (end > 0)
        {
            int length = (int)Math.Min(tail.Length, end);
            stream.Position = end - length;
            stream.ReadExactly(tail[..length]);
            int at = tail[..length].LastIndexOf((byte)'\n');
            if (at >= 0) return end - length + at + 1;
            end -= length;
        }

        return 0;
    }
}
