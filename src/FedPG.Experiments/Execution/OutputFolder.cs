using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Execution;

/// <summary>An experiment's folder, locked during execution so that two experiments cannot mix their files.</summary>
public sealed class OutputFolder : IDisposable
{
    /// <summary>The lock file. If it exists without an owner, an experiment was killed here.</summary>
    private const string LockName = FolderLock.FileName;

    private const int LockAttempts = 4;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(25);

    /// <summary>Exists while an earlier experiment is being removed: its remaining files are not continued.</summary>
    private const string ReplacingName = ".fedpg-replacing";

    private static readonly string[] Records =
    [
        ExperimentWriter.FileName, Provenance.FileName, SummaryFile.JsonName, SummaryFile.CsvName, ParquetRecords.SummaryName,
        ExperimentCheckpoints.FileName + "-journal", ExperimentCheckpoints.FileName,
        ExperimentStatus.FileName,
    ];

    private readonly IReadOnlyList<string> _reportFiles;
    private readonly FileStream _lock;
    private readonly bool _isNew;
    private bool _isOpen;

    private OutputFolder(string path, ExperimentStart start, IReadOnlyList<string> reportFiles, bool isNew, FileStream @lock) =>
        (Path, Start, _reportFiles, _isNew, _lock) = (path, start, reportFiles, isNew, @lock);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What to do with the existing content.</summary>
    public ExperimentStart Start { get; }

    /// <summary>Locks a folder: an empty or missing one or, to overwrite or to resume, the folder of an earlier experiment.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="start">What to do with the results of an earlier execution.</param>
    /// <param name="reportFiles">The relative paths of the files that a report can have, which are replaced with the records.</param>
    /// <exception cref="SpecificationException">The folder has other content, is in use, or cannot be written.</exception>
    public static OutputFolder Claim(string path, ExperimentStart start, IReadOnlyList<string> reportFiles)
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
                throw new SpecificationException(
                    path, "files that no experiment wrote", "an empty folder, or one of an earlier experiment");
            }

            bool isNew = !Directory.Exists(path);
            Directory.CreateDirectory(path);
            var @lock = Lock(path);
            bool isReplaced = start == ExperimentStart.Resume && File.Exists(System.IO.Path.Combine(path, ReplacingName));
            return new OutputFolder(path, isReplaced ? ExperimentStart.Overwrite : start, reportFiles, isNew, @lock);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SpecificationException($"{path}: cannot be written: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    /// <summary>Removes the earlier experiment if it is to be replaced. Called after all checks have passed.</summary>
    public void Open()
    {
        _isOpen = true;
        AtomicFile.RemoveUnfinished(Path);

        // While runs are resumed, their own files have their progress.
        if (Start == ExperimentStart.Resume) File.Delete(System.IO.Path.Combine(Path, SummaryFile.JsonName));
        if (Start != ExperimentStart.Overwrite) return;
        File.WriteAllBytes(System.IO.Path.Combine(Path, ReplacingName), []);
        Clear();
    }

    /// <summary>Is called when the folder belongs to the experiment, before its first run.</summary>
    internal Action? WhenOpened { get; set; }

    /// <summary>Marks the replacement as complete: the folder now belongs to the new experiment.</summary>
    public void Opened()
    {
        File.Delete(System.IO.Path.Combine(Path, ReplacingName));
        WhenOpened?.Invoke();
    }

    /// <summary>Unlocks the folder, and removes it if it was created for an experiment that could not begin.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (_isNew && !_isOpen && !Directory.EnumerateFileSystemEntries(Path).Any()) Directory.Delete(Path);
    }

    /// <summary>Whether an experiment wrote to the folder. One that was killed at once has left only its lock.</summary>
    private static bool IsExperiment(string path) =>
        File.Exists(System.IO.Path.Combine(path, LockName))
        || File.Exists(System.IO.Path.Combine(path, ReplacingName))
        || (
            File.Exists(System.IO.Path.Combine(path, ExperimentWriter.FileName))
                && File.Exists(System.IO.Path.Combine(path, Provenance.FileName)));

    /// <summary>Whether a file does not belong to an experiment: left by one that was killed at once, or the page that waits for
    /// one.</summary>
    private static bool IsLeftByKill(string entry) =>
        System.IO.Path.GetFileName(entry) is LockName or ExperimentStatus.FileName or ExperimentStatus.PageName
        || AtomicFile.IsUnfinished(entry);

    /// <summary>Whether a folder is a run's. Another experiment's folder, which has a table of all its runs, is not.</summary>
    private static bool IsRun(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, RunMark.FileName))
        || (
            File.Exists(System.IO.Path.Combine(folder, RoundsFile.FileName))
                && !File.Exists(System.IO.Path.Combine(folder, ExperimentWriter.FileName)));

    private static FileStream Lock(string path)
    {
        // Whoever asks whether the folder is in use holds the lock for a moment.
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(
                    System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1,
                    FileOptions.DeleteOnClose);
            }
            catch (IOException error) when (IsSharingViolation(error) && attempt < LockAttempts)
            {
                Thread.Sleep(LockPause);
            }
            catch (IOException error) when (IsSharingViolation(error))
            {
                throw new SpecificationException(
                    $"{path}: found a folder that another experiment is writing to; accepted: another one", error);
            }
        }
    }

    /// <summary>EWOULDBLOCK on Linux, on macOS, and ERROR_SHARING_VIOLATION. A full or read-only disk gives other codes.</summary>
    private static bool IsSharingViolation(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    private void ClearRuns()
    {
        foreach (string folder in Directory.GetDirectories(Path).Where(IsRun)) Directory.Delete(folder, recursive: true);
    }

    private void Clear()
    {
        // Only files that an experiment writes: the user's own files are kept.
        foreach (string name in Records.Concat(_reportFiles)) Remove(System.IO.Path.Combine(Path, name));
        ClearRuns();
    }

    /// <summary>Removes a file, and the folder inside this one that it leaves empty.</summary>
    private void Remove(string file)
    {
        string folder = System.IO.Path.GetDirectoryName(file)!;
        if (!Directory.Exists(folder)) return;
        File.Delete(file);
        bool isInside = folder.Length > System.IO.Path.TrimEndingDirectorySeparator(Path).Length;
        if (isInside && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }
}
