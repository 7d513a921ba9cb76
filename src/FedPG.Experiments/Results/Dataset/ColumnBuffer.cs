using System.Globalization;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>The cells of one column of a row group, parsed as its type.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>An empty buffer for a column.</summary>
    public static ColumnBuffer For(TableColumn column) => column.Kind switch
    {
        ColumnKind.Integer => new Parsed<long>(
            column, cell => long.Parse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), ParquetColumn.Of,
            ParquetColumn.Of),
        ColumnKind.Number => new Parsed<double>(
            column, cell => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture), ParquetColumn.Of, ParquetColumn.Of),
        ColumnKind.Boolean => new Parsed<bool>(column, cell => cell is "true", ParquetColumn.Of, ParquetColumn.Of),
        _ => new Text(column),
    };

    /// <summary>Adds a cell; an empty one has no value.</summary>
    /// <exception cref="FormatException">The cell is not of the column's type.</exception>
    public abstract void Add(ReadOnlySpan<char> cell);

    /// <summary>Removes and returns the cells.</summary>
    public abstract ParquetColumn Take();

    private sealed class Parsed<T>(
        TableColumn column, Func<ReadOnlySpan<char>, T> parse, Func<string, T[], ParquetColumn> whole,
        Func<string, T?[], ParquetColumn> some)
        : ColumnBuffer
        where T : struct
    {
        private readonly List<T?> _values = [];

        public override void Add(ReadOnlySpan<char> cell) => _values.Add(cell.IsEmpty && column.IsOptional ? null : parse(cell));

        public override ParquetColumn Take()
        {
            var taken = column.IsOptional
                ? some(column.Name, [.. _values])
                : whole(column.Name, [.. _values.Select(value => value!.Value)]);
            _values.Clear();
            return taken;
        }
    }

    private sealed class Text(TableColumn column) : ColumnBuffer
    {
        private readonly List<string> _values = [];

        public override void Add(ReadOnlySpan<char> cell) =>
            _values.Add(_values.Count > 0 && cell.SequenceEqual(_values[^1]) ? _values[^1] : cell.ToString());

        public override ParquetColumn Take()
        {
            var taken = column.IsOptional
                ? ParquetColumn.OfOptional(column.Name, [.. _values.Select(value => value.Length > 0 ? value : null)])
                : ParquetColumn.Of(column.Name, [.. _values]);
            _values.Clear();
            return taken;
        }
    }
}
