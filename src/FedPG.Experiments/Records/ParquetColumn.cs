using FedPG.Experiments.Files;
using Parquet;
using Parquet.Schema;

namespace FedPG.Experiments.Records;

/// <summary>A column of a Parquet file with its values.</summary>
/// <param name="Field">The name and type.</param>
/// <param name="Write">Writes the values into the open row group.</param>
internal sealed record ParquetColumn(DataField Field, Func<ParquetRowGroupWriter, DataField, Task> Write)
{
    public static ParquetColumn Of(string name, double[] values) =>
        new(new DataField<double>(name), (group, field) => group.WriteAsync<double>(field, values));

    public static ParquetColumn Of(string name, long[] values) =>
        new(new DataField<long>(name), (group, field) => group.WriteAsync<long>(field, values));

    public static ParquetColumn Of(string name, long?[] values) =>
        new(new DataField<long?>(name), (group, field) => group.WriteAsync<long>(field, values));

    public static ParquetColumn Of(string name, bool[] values) =>
        new(new DataField<bool>(name), (group, field) => group.WriteAsync<bool>(field, values));

    public static ParquetColumn Of(string name, double?[] values) =>
        new(new DataField<double?>(name), (group, field) => group.WriteAsync<double>(field, values));

    public static ParquetColumn Of(string name, bool?[] values) =>
        new(new DataField<bool?>(name), (group, field) => group.WriteAsync<bool>(field, values));

    public static ParquetColumn Of(string name, string[] values) =>
        new(new DataField<string>(name, nullable: false), (group, field) => group.WriteAsync(field, values));

    /// <summary>Strings, some of which may be null.</summary>
    public static ParquetColumn OfOptional(string name, string?[] values) =>
        new(new DataField<string>(name, nullable: true), (group, field) => group.WriteAsync(field, values));

    /// <summary>Writes a file of one row group, atomically.</summary>
    public static async Task WriteAsync(string path, IReadOnlyList<ParquetColumn> columns)
    {
        await AtomicFile.WriteAsync(path, async stream =>
        {
            var writer = await ParquetGroups.CreateAsync(stream, columns).ConfigureAwait(false);
            await using var closed = writer.ConfigureAwait(false);
            await writer.WriteAsync(columns).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }
}
