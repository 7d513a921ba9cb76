using FedPG.Experiments.Presentation.Tables;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>Addresses of files beside a page; none for a file that is not there.</summary>
/// <param name="PageFolder">The folder of the page, from which links start.</param>
/// <param name="Results">What the page shows.</param>
internal sealed record PageFiles(string PageFolder, ExperimentResults Results)
{
    /// <summary>A file of a run.</summary>
    public string? OfRun(string folder, string run, string name) => Address(Path.Combine(folder, run, name));

    /// <summary>A file of the only experiment's tables; of several experiments no folder has them.</summary>
    public string? Table(string name) => Results.Folders.Length == 1 ? Address(Path.Combine(Results.Folders[0].Path, TableFiles.FolderName, name)) : null;

    /// <summary>A file of the only experiment's folder.</summary>
    public string? OfExperiment(string name) => Results.Folders.Length == 1 ? Address(Path.Combine(Results.Folders[0].Path, name)) : null;

    private string? Address(string file)
    {
        if (!File.Exists(file)) return null;
        string relative = Path.GetRelativePath(Path.GetFullPath(PageFolder), Path.GetFullPath(file));
        return string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
    }
}
