using FedPG.Experiments.Analyses;
using FedPG.Experiments.Plots;
using FedPG.Experiments.Records;
using FedPG.Experiments.Reports;
using FedPG.Experiments.Tables;

namespace FedPG.Experiments.Execution;

/// <summary>An experiment's folder, claimed for the time of its execution so that two of them cannot mix their files.</summary>
public sealed class OutputFolder : IDisposable
{
    /// <summary>Whoever finds it without its owner knows that an experiment was killed here.</summary>
    private const string LockName = FolderLock.FileName;

    /// <summary>Stands while an earlier experiment is being removed: what is left of it then is not continued.</summary>
    private const string ReplacingName = ".fedpg-replacing";

    private static readonly string[] Written =
    [
        ExperimentFolder.ConfigurationName, Provenance.FileName, SummaryFile.JsonName, SummaryFile.CsvName, ParquetRecords.SummaryName, HtmlReport.FileName,
        HtmlReport.ComparisonName,
        ExperimentCheckpoints.FileName + "-journal", ExperimentCheckpoints.FileName,
        FolderAnswer.JsonName, FolderAnswer.PngName, FolderAnswer.SvgName,
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
            bool isEmpty = !Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).All(IsLeftByKill);
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
            var @lock = Lock(path);
            bool isReplaced = start == ExperimentStart.Resume && File.Exists(System.IO.Path.Combine(path, ReplacingName));
            return new OutputFolder(path, isReplaced ? ExperimentStart.Overwrite : start, isNew, @lock);
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
        AtomicFile.RemoveUnfinished(Path);
        foreach (string run in Directory.GetDirectories(Path).Where(IsRun)) AtomicFile.RemoveUnfinished(run);

        // While runs are resumed their own files say how far they are.
        if (Start == ExperimentStart.Resume) File.Delete(System.IO.Path.Combine(Path, SummaryFile.JsonName));
        if (Start != ExperimentStart.Overwrite) return;
        File.WriteAllBytes(System.IO.Path.Combine(Path, ReplacingName), []);
        Clear();
    }

    /// <summary>Says that the folder is the new experiment's, and has nothing of an earlier one that was replaced.</summary>
    public void Opened() => File.Delete(System.IO.Path.Combine(Path, ReplacingName));

    /// <summary>Gives the folder up; one that was made for an experiment that could not begin goes with it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (_isNew && !_isOpen && !Directory.EnumerateFileSystemEntries(Path).Any()) Directory.Delete(Path);
    }

    /// <summary>An experiment that was killed at once has not written its files yet, but has left its lock.</summary>
    private static bool IsExperiment(string path) =>
        File.Exists(System.IO.Path.Combine(path, LockName))
        || File.Exists(System.IO.Path.Combine(path, ReplacingName))
        || (File.Exists(System.IO.Path.Combine(path, ExperimentFolder.ConfigurationName)) && File.Exists(System.IO.Path.Combine(path, Provenance.FileName)));

    private static bool IsLeftByKill(string entry) => System.IO.Path.GetFileName(entry) == LockName || AtomicFile.IsUnfinished(entry);

    private static bool IsRun(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, RunMark.FileName)) || File.Exists(System.IO.Path.Combine(folder, RoundsFile.FileName));

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(
                System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (IsSharingViolation(error))
        {
            throw new SpecificationException($"{path}: found a folder that another experiment is writing to; accepted: another one", error);
        }
    }

    /// <summary>EWOULDBLOCK on Linux, on macOS, and ERROR_SHARING_VIOLATION: a disk that is full or cannot be written is something else.</summary>
    private static bool IsSharingViolation(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    private void ClearRuns()
    {
        foreach (string folder in Directory.GetDirectories(Path).Where(IsRun)) Directory.Delete(folder, recursive: true);
    }

    private void Clear()
    {
        // Only what an experiment writes: notes that someone put beside it stay.
        foreach (string name in Written) File.Delete(System.IO.Path.Combine(Path, name));
        TableFiles.Clear(Path);
        ClearRuns();
    }
}
