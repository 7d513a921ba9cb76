using FedPG.Experiments.Files;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>The table of all runs as <c>rounds.parquet</c>, in row groups, so that one row group is in memory.</summary>
internal static class RoundsTableParquet
{
    private const int RowsPerGroup = 1 << 16;

    public static Task WriteAsync(string path, RoundsTable table, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(path, stream => WriteAsync(stream, table, cancellationToken));

    private static async Task WriteAsync(Stream stream, RoundsTable table, CancellationToken cancellationToken)
    {
        ColumnBuffer[] buffers = [.. table.Columns.Select(ColumnBuffer.For)];
        var writer = await ParquetGroups.CreateAsync(stream, Take(buffers)).ConfigureAwait(false);
        await using var closed = writer.ConfigureAwait(false);
        int rows = 0;
        foreach (var part in table.Parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (i, row) in part.Lines.Rows().Index())
            {
                try
                {
                    Add(buffers, part, row);
                }
                catch (FormatException error)
                {
                    throw new SpecificationException($"run '{part.Leading[0]}', row {i + 2}: found a cell that is not a number", error);
                }

                if (++rows % RowsPerGroup == 0) await writer.WriteAsync(Take(buffers)).ConfigureAwait(false);
            }
        }

        if (rows % RowsPerGroup != 0) await writer.WriteAsync(Take(buffers)).ConfigureAwait(false);
    }

    private static ParquetColumn[] Take(ColumnBuffer[] buffers) => [.. buffers.Select(buffer => buffer.Take())];

    private static void Add(ColumnBuffer[] buffers, RunPart part, string row)
    {
        for (int i = 0; i < part.Leading.Length; i++) buffers[i].Add(part.Leading[i]);
        Span<Range> cells = stackalloc Range[part.Lines.Columns.Length + 1];
        int count = row.AsSpan().Split(cells, ',');
        for (int i = 0; i < part.Sources.Length; i++)
        {
            int source = part.Sources[i];
            buffers[part.Leading.Length + i].Add(source < 0 || source >= count ? [] : row.AsSpan(cells[source]));
        }
    }
}
