using System.Globalization;
using System.Text;
using FedPG.Experiments.Files;

namespace FedPG.Experiments.Records;

/// <summary>
/// A comma-separated file of numbers, read by column name; damage is reported with file, row and column. Cells are parsed on access, as a
/// run has hundreds of thousands of rows.
/// </summary>
internal sealed class CsvTable
{
    private const string WholeNumber = "an integer of at least 0";

    private readonly string _path;
    private readonly string[] _columns;
    private readonly byte[] _file;
    private readonly int[] _starts; // The start of each row, which is that of its first cell.
    private readonly int[] _ends; // The end of each cell, row by row; after each but a row's last follow a comma and the next cell.

    private CsvTable(string path, string[] columns, byte[] file, int[] starts, int[] ends)
    {
        (_path, _columns) = (path, columns);
        (_file, _starts, _ends) = (file, starts, ends);
    }

    /// <summary>The names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    public int Rows => _starts.Length;

    /// <summary>Reads a file; every row must have as many cells as the header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isOpen">Whether the last line may be incomplete, as the writer is active or was killed.</param>
    public static CsvTable Read(string path, bool isOpen = false)
    {
        byte[] file = RegularFile.Read(path, InputLimits.RecordBytes, "a table that `fedpg run` writes");
        if (isOpen) file = file[..(file.AsSpan().LastIndexOf((byte)'\n') + 1)];
        int at = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        if (at == file.Length) throw new SpecificationException(path, "an empty file", "a header and one row per scored round");
        string[] columns = Encoding.UTF8.GetString(TakeLine(file, ref at)).Split(',');
        int lines = file.AsSpan(at).Count((byte)'\n') + 1;
        var starts = new List<int>(lines);
        var ends = new List<int>(lines + file.AsSpan(at).Count((byte)','));
        while (at < file.Length)
        {
            starts.Add(at);
            int before = ends.Count, start = at;
            var line = TakeLine(file, ref at);
            for (int comma; (comma = line.IndexOf((byte)',')) >= 0; line = line[(comma + 1)..], start += comma + 1) ends.Add(start + comma);
            ends.Add(start + line.Length);
            if (ends.Count - before != columns.Length)
                throw new SpecificationException(
                    $"{path}: row {starts.Count + 1}", $"{ends.Count - before} cells", $"{columns.Length}, as in the header");
        }

        return new CsvTable(path, columns, file, [.. starts], [.. ends]);
    }

    /// <summary>The index of a required column.</summary>
    public int Column(string name)
    {
        int column = Array.IndexOf(_columns, name);
        return column >= 0
            ? column
            : throw new SpecificationException($"{_path}: row 1", $"no column '{name}'", "a header that names it");
    }

    public bool IsEmpty(int row, int column) => Cell(row, column).IsEmpty;

    public double Double(int row, int column) =>
        double.TryParse(Cell(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Damaged(row, column, "a number");

    public long Integer(int row, int column) =>
        long.TryParse(Cell(row, column), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Damaged(row, column, WholeNumber);

    public int Count(int row, int column) => Integer(row, column) is var value and <= int.MaxValue
        ? (int)value
        : throw Damaged(row, column, $"an integer from 0 to {int.MaxValue}");

    /// <summary>Parses an integer of at least 0; <paramref name="row"/> is the line number, from 1.</summary>
    public static long Integer(string cell, string path, int row, string column) =>
        long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Damaged(path, row, column, cell, WholeNumber);

    /// <summary>The column <c>round</c>: the rounds must ascend.</summary>
    public int[] Rounds()
    {
        int column = Column("round");
        var rounds = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            long round = Integer(row, column);
            if (round > int.MaxValue || (row > 0 && round <= rounds[row - 1]))
                throw Damaged(row, column, row > 0 ? $"a round after {rounds[row - 1]}" : "a round");
            rounds[row] = (int)round;
        }

        return rounds;
    }

    private ReadOnlySpan<byte> Cell(int row, int column)
    {
        int cell = row * _columns.Length + column, start = column == 0 ? _starts[row] : _ends[cell - 1] + 1;
        return _file.AsSpan(start, _ends[cell] - start);
    }

    /// <summary>The line at a position, without its line end; the position moves to the next line.</summary>
    private static ReadOnlySpan<byte> TakeLine(byte[] file, ref int at)
    {
        var rest = file.AsSpan(at);
        int end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        at += end < 0 ? rest.Length : end + 1;
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private SpecificationException Damaged(int row, int column, string accepted) =>
        Damaged(_path, row + 2, _columns[column], Encoding.UTF8.GetString(Cell(row, column)), accepted);

    private static SpecificationException Damaged(string path, int row, string column, string found, string accepted) =>
        new($"{path}: row {row}, column {column}", $"'{found}'", accepted);
}
