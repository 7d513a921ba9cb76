using System.Globalization;

namespace FedPG.Experiments.Records;

/// <summary>A comma-separated file of numbers, read by column name; damage is reported with file, row and column.</summary>
internal sealed class CsvTable
{
    private readonly string _path;
    private readonly string[] _columns;
    private readonly string[][] _rows;

    private CsvTable(string path, string[] columns, string[][] rows)
    {
        _path = path;
        _columns = columns;
        _rows = rows;
    }

    /// <summary>The columns' names, in order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    public int Rows => _rows.Length;

    /// <summary>Reads the file; every row must have as many cells as the header.</summary>
    public static CsvTable Read(string path)
    {
        string[] lines = ReadLines(path);
        if (lines.Length == 0) throw new SpecificationException(path, "an empty file", "a header and a row for each scored round");
        string[] columns = lines[0].Split(',');
        var rows = new string[lines.Length - 1][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = lines[i + 1].Split(',');
            if (rows[i].Length != columns.Length)
                throw new SpecificationException($"{path}: row {i + 2}", $"{rows[i].Length} cells", $"{columns.Length}, as in the header");
        }

        return new CsvTable(path, columns, rows);
    }

    /// <summary>The place of a column, which must be there.</summary>
    public int Column(string name)
    {
        int column = Array.IndexOf(_columns, name);
        return column >= 0
            ? column
            : throw new SpecificationException($"{_path}: row 1", $"no column '{name}'", "a header that names it");
    }

    public double Double(int row, int column) =>
        double.TryParse(_rows[row][column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Damaged(_path, row + 2, _columns[column], _rows[row][column], "a number");

    public long Integer(int row, int column) => Integer(_rows[row][column], _path, row + 2, _columns[column]);

    public int Count(int row, int column) => Integer(row, column) is var value and <= int.MaxValue
        ? (int)value
        : throw Damaged(_path, row + 2, _columns[column], _rows[row][column], $"an integer from 0 to {int.MaxValue}");

    /// <summary>One integer of at least 0; <paramref name="row"/> counts lines of the file from 1.</summary>
    public static long Integer(string cell, string path, int row, string column) =>
        long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Damaged(path, row, column, cell, "an integer of at least 0");

    /// <summary>The column <c>round</c>: the rounds must ascend.</summary>
    public int[] Rounds()
    {
        int column = Column("round");
        var rounds = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            long round = Integer(row, column);
            if (round > int.MaxValue || (row > 0 && round <= rounds[row - 1]))
                throw Damaged(_path, row + 2, "round", _rows[row][column], row > 0 ? $"a round after {rounds[row - 1]}" : "a round");
            rounds[row] = (int)round;
        }

        return rounds;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpecificationException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static SpecificationException Damaged(string path, int row, string column, string found, string accepted) =>
        new($"{path}: row {row}, column {column}", $"'{found}'", accepted);
}
