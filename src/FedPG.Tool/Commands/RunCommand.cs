using System.CommandLine;
using FedPG.Experiments;
using FedPG.Experiments.Analyses;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Presentation.Html;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Tool.Http;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg run FILE...</c>: executes experiments and reports on them.</summary>
internal static class RunCommand
{
    private sealed record Request(
        string[] Files,
        ExperimentInput Input,
        string[] Overrides,
        IReadOnlyList<long>? Seeds,
        string[] Variants,
        string? Out,
        string[] Words,
        ExperimentStart Start,
        ProcessConfiguration Process,
        FederationCatalogue Catalogue,
        ProgressForm Progress,
        bool Json,
        FurtherFormats Formats,
        HttpAddress? Http,
        RunMonitor Monitor);

    private sealed record Planned(ExperimentSpecification Experiment, ExperimentRunner Runner, string Folder);

    public static Command Create(CatalogueOption catalogue, ExperimentInput input)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Experiment files (HOCON or JSON); - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var set = CommonOptions.Set();
        var seeds = new Option<string?>("--seeds")
        {
            Description = "Seeds to use instead of the file's: 0..9 or 0,2,5.",
            HelpName = "SEEDS",
        };
        var variants = CommonOptions.Variant();
        var folder = new Option<string?>("--out")
        {
            Description = "Where to write (default: runs/<name>; with several files DIR/<name>).",
            HelpName = "DIR",
        };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace the results of an earlier run in the folder." };
        var resume = new Option<bool>("--resume")
        {
            Description = "Continue an earlier run from its last checkpoint; it may have more seeds, variants or rounds now.",
        };
        var config = CommonOptions.Config();
        var member = new MemberOptions("The port of a cluster's server (default: fedpg.runtime.port, 4053).");
        var format = FormatOption.Create();
        var quiet = new Option<bool>("--quiet") { Description = "Show no progress." };
        var progress = new Option<string?>("--progress")
        {
            Description = "Progress on standard error: text (default), or json: a line of JSON per second.",
            HelpName = "text|json",
        };
        var json = CommonOptions.Json();
        var command = new Command("run", "Run experiments: train, score, and write curves, tables and a report.")
        {
            files, set, seeds, variants, folder, resume, overwrite, config, format, quiet, progress, json,
        };
        var http = CommonOptions.Http();
        member.AddTo(command);
        command.Add(http);
        command.SetAction((parsed, token) =>
        {
            string[] overrides = parsed.GetValue(set) ?? [];
            var process = member.Server(parsed, CommonOptions.Process(parsed.GetValue(config)), overrides);
            var request = new Request(
                Files(parsed.GetValue(files)!),
                input,
                overrides,
                CommonOptions.ParseSeeds(parsed.GetValue(seeds)),
                parsed.GetValue(variants) ?? [],
                parsed.GetValue(folder) is { } given ? OutputPath.Checked(given, "--out") : null,
                [.. parsed.Tokens.Select(token => token.Value)],
                Start(parsed.GetValue(resume), parsed.GetValue(overwrite)),
                process,
                catalogue.Of(parsed, process),
                Progress(parsed.GetValue(quiet), parsed.GetValue(progress)),
                parsed.GetValue(json),
                FormatOption.Parse(parsed.GetValue(format)),
                CommonOptions.HttpAddress(parsed.GetValue(http)),
                new RunMonitor(token));
            return RunAsync(request, token);
        });
        return command;
    }

    private static ExperimentStart Start(bool resume, bool overwrite) => (resume, overwrite) switch
    {
        (true, true) => throw new SpecificationException("--resume and --overwrite", "both", "one of them"),
        (true, false) => ExperimentStart.Resume,
        (false, true) => ExperimentStart.Overwrite,
        _ => ExperimentStart.New,
    };

    /// <summary>The files; standard input can be read once.</summary>
    private static string[] Files(string[] files) => files.Count(file => file == ExperimentInput.Argument) > 1
        ? throw new SpecificationException("run", "- twice", "standard input once")
        : files;

    /// <summary>The command line that continues this one. What came from standard input is in the folder.</summary>
    private static string Resuming(Request request, string folder)
    {
        bool isPiped = request.Files.Contains(ExperimentInput.Argument);
        var words = request.Words.Where(word => word is not ("--overwrite" or "--resume"))
            .Select(word => isPiped && word == ExperimentInput.Argument ? Path.Combine(folder, ExperimentWriter.FileName) : word);
        return string.Join(' ', words.Append("--resume").Select(Quoted).Prepend(CommandName.Current));
    }

    /// <summary>A word, quoted for a shell if necessary.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./=:,+@%~".Contains(c, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static ProgressForm Progress(bool quiet, string? progress) => (progress, quiet) switch
    {
        (null, true) => ProgressForm.None,
        (null or "text", false) => ProgressForm.Text,
        ("json", false) => ProgressForm.Json,
        ("text" or "json", true) => throw new SpecificationException("--quiet and --progress", "both", "one of them"),
        _ => throw new SpecificationException("--progress", $"'{CommonOptions.Shown(progress)}'", "text or json"),
    };

    private static async Task<int> RunAsync(Request request, CancellationToken token)
    {
        using var server = MonitoringServer.Start(request.Http, request.Monitor);

        // All files are read and planned before anything is written.
        var planned = await Task.Run(() => request.Files.Select(file => Plan(file, request)).ToList(), token).WaitAsync(token);
        if (planned.GroupBy(plan => Path.GetFullPath(plan.Folder)).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new SpecificationException(twice.First().Folder, "two experiments with that name", "one folder per experiment");
        }

        var codes = new List<int>();
        foreach (var plan in planned)
        {
            bool isNamed = planned.Count > 1 && request.Progress == ProgressForm.Text && !token.IsCancellationRequested;
            if (isNamed) Console.Error.WriteLine($"{plan.Experiment.Name} ({codes.Count + 1} of {planned.Count})");
            try
            {
                codes.Add(token.IsCancellationRequested ? ExitCode.Interrupted : await RunAsync(plan, request, token));
            }
            catch (Exception error) when (UnexpectedError.Record(error, plan.Folder))
            {
                throw;
            }

            if (planned.Count > 1 && Directory.Exists(plan.Folder)) IndexPage.Write(Path.GetDirectoryName(plan.Folder)!);
        }

        string index = Path.Combine(Path.GetDirectoryName(planned[0].Folder)!, IndexPage.FileName);
        if (planned.Count > 1 && !request.Json) Console.Out.WriteLine($"all reports: {index}");
        return codes.Max();
    }

    private static Planned Plan(string file, Request request)
    {
        var environments = new EnvironmentCache(request.Catalogue);
        var experiment = request.Input.Read(
            new ExperimentReader(request.Catalogue, environments), file, request.Overrides, request.Seeds, request.Variants);
        string folder = request.Out switch
        {
            null => Path.Combine("runs", experiment.Name),
            var given when request.Files.Length > 1 => Path.Combine(given, experiment.Name),
            var given => given,
        };
        return new Planned(experiment, Runner(ExperimentInput.NameOf(file), experiment, environments), folder);
    }

    /// <summary>Adds the file to an error that was found in a run.</summary>
    private static ExperimentRunner Runner(string file, ExperimentSpecification experiment, EnvironmentCache environments)
    {
        try
        {
            return new ExperimentRunner(experiment, environments);
        }
        catch (SpecificationException error) when (!error.Message.StartsWith(file, StringComparison.Ordinal))
        {
            throw new SpecificationException($"{file}: {error.Message}", error);
        }
    }

    private static async Task<int> RunAsync(Planned plan, Request request, CancellationToken token)
    {
        using var folder = ExperimentPipeline.Claim(plan.Folder, request.Start);
        var provenance = Provenance.Current([CommandName.Current, .. Environment.GetCommandLineArgs().Skip(1)], DateTimeOffset.UtcNow);
        string resuming = Resuming(request, plan.Folder);
        var progress = new RunProgress(plan.Experiment, resuming);
        request.Monitor.Begin(progress);

        using var status = StatusFile.Keep(folder, progress.Status, TimeProvider.System);

        // At once: what is written after an interruption may take longer than the process is given.
        await using var interrupted = token.Register(() =>
            ErrorLine.Write($"interrupted: {progress.Ended} of {progress.Runs} runs have ended; to continue: {resuming}"));
        var work = Task.Run(
            () => ExperimentPipeline.RunAsync(plan.Runner, folder, request.Process, provenance, progress, token), CancellationToken.None);
        ReportContent? content;
        try
        {
            content = await ProgressDisplay.ShowAsync(progress, request.Progress, work);
        }
        catch (OperationCanceledException) when (
            token.IsCancellationRequested && File.Exists(Path.Combine(plan.Folder, SummaryFile.JsonName)))
        {
            ErrorLine.Write($"interrupted while the report was being written; '{CommandName.Current} report {plan.Folder}' writes it");
            return ExitCode.Interrupted;
        }

        if (content is null) return ExitCode.Interrupted;
        await FormatOption.WriteAsync(request.Formats, content.Results.Folders[0]);
        if (request.Json) Console.Out.Write(File.ReadAllText(Path.Combine(plan.Folder, SummaryFile.JsonName)));
        else Show(content, plan.Folder);
        return token.IsCancellationRequested ? ExitCode.Interrupted : Code(content.Results, plan.Folder);
    }

    private static void Show(ReportContent content, string folder)
    {
        ResultView.Write(content);
        Console.Out.WriteLine($"written to {folder}: {HtmlReport.FileName}, objective.png, summary.csv and a folder for each run");
    }

    private static string What(RunResult failed) => failed.Outcome switch
    {
        RunOutcome.Diverged => "diverged: its objective is not finite",
        RunOutcome.Failed => failed.Summary.Notices.First(notice => notice.StartsWith(RunSummary.FailureNotice, StringComparison.Ordinal)),
        _ => "ended before its last round",
    };

    private static int Code(ExperimentResults results, string folder)
    {
        var runs = results.Variants.SelectMany(variant => variant.Runs).ToList();
        if (runs.FirstOrDefault(run => run.Outcome != RunOutcome.Finished) is not { } failed) return ExitCode.Done;
        string details = Path.Combine(folder, failed.Summary.Run, FailureFile.Name);
        ErrorLine.Write($"run '{failed.Summary.Run}' {What(failed)}{(File.Exists(details) ? $"; details are in {details}" : "")}");
        return ExitCode.RunFailed;
    }
}
