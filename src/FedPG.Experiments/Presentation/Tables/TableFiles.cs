using System.Collections.Immutable;
using FedPG.Experiments.Files;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>The folder <c>tables</c> of an experiment: every table as Markdown, LaTeX and CSV.</summary>
internal static class TableFiles
{
    public const string FolderName = "tables";

    /// <summary>The paths of all files that can be written, relative to the experiment's folder.</summary>
    public static IEnumerable<string> Paths =>
        ReportTables.Names.SelectMany(name => Extensions.Select(extension => Path.Combine(FolderName, $"{name}.{extension}")));

    /// <summary>The extensions of the files.</summary>
    public static ImmutableArray<string> Extensions => [.. Formats.Select(format => format.Extension)];

    private static readonly ImmutableArray<(string Extension, Func<ReportTable, string> Text)> Formats =
        [("md", TableMarkdown.Of), ("tex", TableLatex.Of), ("csv", TableCsv.Of)];

    /// <summary>Writes the tables; those of an earlier report that no longer apply are removed.</summary>
    public static void Write(string directory, IReadOnlyList<ReportTable> tables)
    {
        Clear(directory);
        foreach (var table in tables)
        {
            foreach (var (extension, text) in Formats)
                AtomicFile.WriteText(Path.Combine(directory, FolderName, $"{table.Name}.{extension}"), text(table));
        }
    }

    /// <summary>Removes the tables, and their folder if nothing else is in it.</summary>
    private static void Clear(string directory)
    {
        string folder = Path.Combine(directory, FolderName);
        if (!Directory.Exists(folder)) return;
        foreach (string path in Paths) File.Delete(Path.Combine(directory, path));
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }
}
