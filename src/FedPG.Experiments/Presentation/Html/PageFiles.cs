using FedPG.Experiments.Presentation.Tables;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>The addresses of files for links; null for a file that does not exist.</summary>
/// <param name="PageFolder">The folder of the page, which links are relative to.</param>
/// <param name="Results">The results on the page.</param>
internal sealed record PageFiles(string PageFolder, ExperimentResults Results)
{
    /// <summary>A file of a run.</summary>
    public string? OfRun(string folder, string run, string name) => Address(Path.Combine(folder, run, name));

    /// <summary>A file of the experiment's tables; null for several experiments.</summary>
    public string? Table(string name) => OfExperiment(Path.Combine(TableFiles.FolderName, name));

    /// <summary>A file of the experiment's folder; null for several experiments.</summary>
    public string? OfExperiment(string name) => Results.Folders.Length == 1 ? Address(Path.Combine(Results.Folders[0].Path, name)) : null;

    private string? Address(string file)
    {
        if (!File.Exists(file)) return null;
        string relative = Path.GetRelativePath(Path.GetFullPath(PageFolder), Path.GetFullPath(file));
        return string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
    }
}
