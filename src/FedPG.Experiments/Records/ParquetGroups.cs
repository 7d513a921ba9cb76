using Parquet;
using Parquet.Schema;

namespace FedPG.Experiments.Records;

/// <summary>Writes a Parquet file of several row groups.</summary>
internal sealed class ParquetGroups : IAsyncDisposable
{
    private readonly ParquetWriter _writer;
    private readonly DataField[] _fields;

    private ParquetGroups(ParquetWriter writer, DataField[] fields) => (_writer, _fields) = (writer, fields);

    /// <summary>Begins a file.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="columns">The names and types of the columns; their values are ignored.</param>
    public static async Task<ParquetGroups> CreateAsync(Stream stream, IReadOnlyList<ParquetColumn> columns)
    {
        DataField[] fields = [.. columns.Select(column => column.Field)];
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields.Cast<Field>()), stream).ConfigureAwait(false);
        return new ParquetGroups(writer, fields);
    }

    /// <summary>Writes a row group.</summary>
    /// <param name="columns">The columns of the file with the values of the group.</param>
    public async Task WriteAsync(IReadOnlyList<ParquetColumn> columns)
    {
        using var group = _writer.CreateRowGroup();
        foreach (var (i, column) in columns.Index()) await column.Write(group, _fields[i]).ConfigureAwait(false);
    }

    /// <summary>Ends the file.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
