using FedPG.Experiments.Plots;
using FedPG.Experiments.Records;
using FedPG.Experiments.Reports;

namespace FedPG.Experiments.Execution;

/// <summary>An experiment's folder, claimed for the time of its execution so that two of them cannot mix their files.</summary>
public sealed class OutputFolder : IDisposable
{
    private const string LockName = ".fedpg-lock";

    /// <summary>What an experiment writes beside the folders of its runs.</summary>
    private static readonly string[] _files =
    [
        ExperimentFolder.ConfigurationName, Provenance.FileName, SummaryFile.JsonName, SummaryFile.CsvName,
        HtmlReport.FileName, ObjectivePlot.PngName, ObjectivePlot.SvgName,
    ];

    private readonly FileStream _lock;
    private readonly IReadOnlyList<string> _created;

    private OutputFolder(string path, IReadOnlyList<string> created)
    {
        (Path, _created) = (path, created);
        Directory.CreateDirectory(path);
        _lock = Lock(path);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>
    /// Claims a folder that is empty or not there; with <paramref name="overwrite"/> also one that an experiment was written to. What
    /// is in it stays until <see cref="Clear"/>.
    /// </summary>
    /// <exception cref="SpecificationException">The folder holds something, is in use, or cannot be written.</exception>
    public static OutputFolder Claim(string path, bool overwrite)
    {
        if (path.Length == 0) throw new SpecificationException("output folder", "no name", "a folder");
        try
        {
            if (File.Exists(path)) throw new SpecificationException(path, "a file", "a folder");
            bool isEmpty = !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any();
            if (!isEmpty && !overwrite) throw new SpecificationException(path, "a folder that is not empty", "an empty one, or --overwrite");
            if (!isEmpty && !IsExperiment(path))
            {
                throw new SpecificationException(path, "files that no experiment wrote", "an empty folder, or one of an earlier experiment");
            }

            return new OutputFolder(path, Missing(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SpecificationException($"{path}: cannot be written: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <summary>Removes what an earlier experiment wrote here, and nothing else.</summary>
    public void Clear()
    {
        foreach (string name in _files) File.Delete(System.IO.Path.Combine(Path, name));
        foreach (string folder in Directory.GetDirectories(Path)) RunFolder.Clear(folder);
    }

    /// <summary>Gives the folder back; folders that were made for it go when nothing was written.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        foreach (string folder in _created.TakeWhile(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>The folders that have to be made for a path, the innermost first.</summary>
    private static List<string> Missing(string path)
    {
        var missing = new List<string>();
        for (string? folder = System.IO.Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder))
        {
            missing.Add(folder);
        }

        return missing;
    }

    private static bool IsExperiment(string path) =>
        File.Exists(System.IO.Path.Combine(path, LockName))
        || (File.Exists(System.IO.Path.Combine(path, ExperimentFolder.ConfigurationName))
            && File.Exists(System.IO.Path.Combine(path, Provenance.FileName)));

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(
                System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error)
        {
            throw new SpecificationException($"{path}: found a folder that another experiment is writing to; accepted: another one", error);
        }
    }
}
