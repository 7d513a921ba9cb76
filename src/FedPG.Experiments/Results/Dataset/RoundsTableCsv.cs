using FedPG.Experiments.Files;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>The table of all runs as <c>rounds.csv</c>, written row by row.</summary>
internal static class RoundsTableCsv
{
    public static Task WriteAsync(string path, RoundsTable table, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(path, stream => WriteAsync(stream, table, cancellationToken));

    private static async Task WriteAsync(Stream stream, RoundsTable table, CancellationToken cancellationToken)
    {
        var text = new StreamWriter(stream, bufferSize: 1 << 16) { NewLine = "\n" };
        await using var closed = text.ConfigureAwait(false);
        text.WriteLine(string.Join(',', table.Columns.Select(column => CsvText.Quoted(column.Name))));
        foreach (var part in table.Parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string leading = string.Concat(part.Leading.Select(cell => CsvText.Quoted(cell) + ","));
            int own = part.Lines.Columns.Length;
            bool isInOrder = part.Sources.Index().All(entry => entry.Item == (entry.Index < own ? entry.Index : -1));
            string missing = new(',', Math.Max(0, part.Sources.Length - own));
            foreach (string row in part.Lines.Rows())
            {
                text.Write(leading);
                text.Write(isInOrder ? row : Sorted(row, part));
                text.WriteLine(isInOrder ? missing : "");
            }
        }
    }

    private static string Sorted(string row, RunPart part)
    {
        string[] cells = row.Split(',');
        return string.Join(',', part.Sources.Select(source => source < 0 ? "" : cells[source]));
    }
}
