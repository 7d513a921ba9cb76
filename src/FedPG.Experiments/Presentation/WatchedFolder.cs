using FedPG.Experiments.Analyses;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Presentation.Html;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Presentation;

/// <summary>The state of a watched experiment.</summary>
internal enum WatchState
{
    /// <summary>Nothing has been scored yet, or the folder does not exist.</summary>
    NotBegun,

    /// <summary>A process writes to the folder.</summary>
    Running,

    /// <summary>No process writes to the folder, and some runs have not ended.</summary>
    Interrupted,

    /// <summary>All runs have ended.</summary>
    Finished,

    /// <summary>The records cannot be read, perhaps as they are being replaced.</summary>
    Unreadable,
}

/// <summary>What <c>fedpg watch</c> shows of a folder at one moment.</summary>
/// <param name="Path">The folder, as given.</param>
/// <param name="State">The state.</param>
/// <param name="At">When the folder was read, UTC.</param>
internal sealed record WatchedFolder(string Path, WatchState State, DateTimeOffset At)
{
    /// <summary>Why there is no content, a sentence; empty if there is.</summary>
    public string Reason { get; private init; } = "";

    private ReportBody? _body;

    /// <summary>The content of the report; null if there is none yet.</summary>
    public ReportContent? Content { get; private init; }

    /// <summary>The state of the process that writes to the folder; null if none does.</summary>
    public ExperimentStatus? Status { get; private init; }

    /// <summary>Reads a folder, which need not exist.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="catalogue">Resolves the names in the configuration.</param>
    /// <param name="now">The time, UTC.</param>
    /// <exception cref="SpecificationException">The path is a file, or a folder of something else.</exception>
    public static WatchedFolder Read(string path, FederationCatalogue catalogue, DateTimeOffset now)
    {
        if (File.Exists(path)) throw new SpecificationException(path, "a file", "a folder");
        if (!Directory.Exists(path))
            return new WatchedFolder(path, WatchState.NotBegun, now) { Reason = "Not begun: the folder does not exist yet." };
        bool isHeld = FolderLock.IsHeld(path);
        var status = isHeld ? ExperimentStatus.TryRead(path) : null;
        if (!HasRows(path))
        {
            Require(path, isHeld);
            string reason = isHeld ? "No round has been scored yet." : "Not begun: no round has been scored, and no process writes here.";
            return new WatchedFolder(path, WatchState.NotBegun, now) { Reason = reason, Status = status };
        }

        try
        {
            var content = ReportContent.Load([path], catalogue);
            bool isFinished = content.Results.Folders[0].State is null;
            var state = isHeld ? WatchState.Running : isFinished ? WatchState.Finished : WatchState.Interrupted;
            return new WatchedFolder(path, state, now) { Content = content, Status = status };
        }
        catch (Exception error) when (error is SpecificationException or IOException or UnauthorizedAccessException)
        {
            return new WatchedFolder(path, WatchState.Unreadable, now) { Reason = $"The records cannot be read: {error.Message}." };
        }
    }

    /// <summary>
    /// The same records with the process's present state, which costs little: figures and tables stay. Null if there is no process, so
    /// that the folder has to be read again.
    /// </summary>
    public WatchedFolder? WithPresentStatus() => State == WatchState.Running && FolderLock.IsHeld(Path)
        ? this with { Status = ExperimentStatus.TryRead(Path) ?? Status }
        : null;

    /// <summary>The page.</summary>
    /// <param name="pageFolder">Its folder, which links are relative to.</param>
    /// <param name="refresh">The time after which the browser loads the page again; null if it will not change.</param>
    public string Page(string pageFolder, TimeSpan? refresh)
    {
        var live = new HtmlLive(refresh, At, Status);
        if (Content is null) return WaitingPage.Of(Path, Reason, live);
        _body ??= HtmlReport.Body(Content, pageFolder);
        return HtmlReport.Page(_body, live);
    }

    private static bool HasRows(string path) =>
        File.Exists(System.IO.Path.Combine(path, SummaryFile.JsonName))
        || Directory.EnumerateFiles(path, RoundsFile.FileName, OneBelow).Any(file => new FileInfo(file).Length > 0);

    private static EnumerationOptions OneBelow { get; } = new() { RecurseSubdirectories = true, MaxRecursionDepth = 1 };

    /// <summary>Refuses a folder with other content, in which no experiment can begin.</summary>
    private static void Require(string path, bool isHeld)
    {
        bool isExperiment = isHeld || File.Exists(System.IO.Path.Combine(path, ExperimentWriter.FileName));
        if (isExperiment || Directory.EnumerateFileSystemEntries(path).All(IsOwn)) return;
        throw new SpecificationException(path, "files that no experiment wrote", "a folder of `fedpg run`, an empty one or none yet");
    }

    private static bool IsOwn(string entry) =>
        System.IO.Path.GetFileName(entry) is ['.', ..] or ExperimentStatus.FileName or ExperimentStatus.PageName;
}
