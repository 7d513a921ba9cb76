using System.CommandLine;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Files;
using FedPG.Experiments.Presentation;
using FedPG.Experiments.Records;
using FedPG.Federation;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg watch DIR</c>: the report of an experiment while it runs, as a page that loads itself again.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(2), Shortest = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromDays(1);

    public static Command Create(CatalogueOption catalogue)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of an experiment; it need not exist yet." };
        var every = new Option<string?>("--every") { Description = "The time between two pages (default 2s).", HelpName = "TIME" };
        var page = new Option<string?>("--out")
        {
            Description = "The page to write (default: watch.html in the folder).",
            HelpName = "FILE",
        };
        var once = new Option<bool>("--once") { Description = "Write the page once, as it is now." };
        var command = new Command("watch", "Watch an experiment: write its report every few seconds, until it has finished.")
        {
            folder, every, page, once,
        };
        command.SetAction((parsed, token) =>
        {
            string path = OutputPath.Checked(parsed.GetValue(folder)!, "DIR");
            string file = parsed.GetValue(page) is { } given
                ? OutputPath.Checked(given, "--out")
                : Path.Combine(path, ExperimentStatus.PageName);
            if (Directory.Exists(file)) throw new SpecificationException(file, "a folder", "a file to write the page to");
            var period = Period(parsed.GetValue(every));
            return WatchAsync(path, file, period, parsed.GetValue(once), catalogue.Of(parsed), token);
        });
        return command;
    }

    private static async Task<int> WatchAsync(
        string path, string file, TimeSpan period, bool once, FederationCatalogue catalogue, CancellationToken token)
    {
        string pageFolder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var watch = new FolderWatch(
            () => WatchedFolder.Read(path, catalogue, DateTimeOffset.UtcNow),
            (watched, refresh) => AtomicFile.WriteText(file, watched.Page(pageFolder, refresh)),
            period,
            TimeProvider.System,
            () => Environment.CpuUsage.TotalTime,
            Environment.ProcessorCount);
        if (once) await Task.Run(watch.WriteOnce, token).WaitAsync(token);
        else await watch.RunAsync(line => Console.Error.WriteLine($"{path}: {line}"), token);
        Console.Out.WriteLine($"written to {file}");
        return ExitCode.Done;
    }

    private static TimeSpan Period(string? text) => text is null
        ? Default
        : Duration.TryParse(text, out var time) && time >= Shortest && time <= Longest
            ? time
            : throw new SpecificationException("--every", $"'{CommonOptions.Shown(text)}'", "a time from 1s to 1d, such as 5s or 1m");
}
