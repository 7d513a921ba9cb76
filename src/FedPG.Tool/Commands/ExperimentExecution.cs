using FedPG.Experiments;
using FedPG.Experiments.Analyses;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Presentation.Html;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Specification;
using FedPG.Tool.Http;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary>Executes the experiments of <c>fedpg run</c>, one after another, and prints their results.</summary>
internal static class ExperimentExecution
{
    private sealed record Planned(ExperimentSpecification Experiment, ExperimentRunner Runner, string Folder);

    /// <summary>Executes the experiments of a command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RunRequest request, CancellationToken token)
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

    private static Planned Plan(string file, RunRequest request)
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

    private static async Task<int> RunAsync(Planned plan, RunRequest request, CancellationToken token)
    {
        using var folder = ExperimentPipeline.Claim(plan.Folder, request.Start);
        var provenance = Provenance.Current([CommandName.Current, .. Environment.GetCommandLineArgs().Skip(1)], DateTimeOffset.UtcNow);
        string resuming = request.Resuming(plan.Folder);
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
