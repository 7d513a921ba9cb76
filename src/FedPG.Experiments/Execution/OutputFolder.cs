using FedPG.Experiments.Plots;
using FedPG.Experiments.Records;
using FedPG.Experiments.Reports;
using FedPG.Experiments.Tables;

namespace FedPG.Experiments.Execution;

/// <summary>An experiment's folder, claimed for the time of its execution so that two of them cannot mix their files.</summary>
public sealed class OutputFolder : IDisposable
{
    private const string LockName = ".fedpg-lock";

    private static readonly string[] Written =
    [
        ExperimentFolder.ConfigurationName, Provenance.FileName, SummaryFile.JsonName, SummaryFile.CsvName, ParquetRecords.SummaryName, HtmlReport.FileName, ExperimentCheckpoints.FileName,
        .. FigureKind.All.SelectMany(figure => (string[])[figure.PngName, figure.SvgName]),
    ];

    private readonly FileStream _lock;

    private readonly bool _isNew;
    private bool _isOpen;

    private OutputFolder(string path, ExperimentStart start, bool isNew, FileStream @lock) => (Path, Start, _isNew, _lock) = (path, start, isNew, @lock);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What becomes of what it holds.</summary>
    public ExperimentStart Start { get; }

    /// <summary>Claims a folder: one that is empty or not there, or, to overwrite or to resume, one that an experiment was written to.</summary>
    /// <exception cref="SpecificationException">The folder holds something else, is in use, or cannot be written.</exception>
    public static OutputFolder Claim(string path, ExperimentStart start)
    {
        try
        {
            if (File.Exists(path)) throw new SpecificationException(path, "a file", "a folder");
            bool isEmpty = !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any();
            if (!isEmpty && start == ExperimentStart.New)
            {
                throw new SpecificationException(path, "a folder that is not empty", "an empty one, --resume or --overwrite");
            }

            if (!isEmpty && !IsExperiment(path))
            {
                throw new SpecificationException(path, "files that no experiment wrote", "an empty folder, or one of an earlier experiment");
            }

            bool isNew = !Directory.Exists(path);
            Directory.CreateDirectory(path);
            return new OutputFolder(path, start, isNew, Lock(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SpecificationException($"{path}: cannot be written: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <summary>Makes room for what is to be written, now that nothing speaks against it.</summary>
    public void Open()
    {
        _isOpen = true;
        if (Start == ExperimentStart.Overwrite) Clear();
    }

    /// <summary>Gives the folder up; one that was made for an experiment that could not begin goes with it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (_isNew && !_isOpen && !Directory.EnumerateFileSystemEntries(Path).Any()) Directory.Delete(Path);
    }

    private static bool IsExperiment(string path) =>
        File.Exists(System.IO.Path.Combine(path, ExperimentFolder.ConfigurationName))
        && File.Exists(System.IO.Path.Combine(path, Provenance.FileName));

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

    private void Clear()
    {
        // Only what an experiment writes: notes that someone put beside it stay.
        foreach (string name in Written) File.Delete(System.IO.Path.Combine(Path, name));
        TableFiles.Clear(Path);
        foreach (string folder in Directory.GetDirectories(Path))
        {
            if (File.Exists(System.IO.Path.Combine(folder, RoundsFile.FileName))) Directory.Delete(folder, recursive: true);
        }
    }
}
