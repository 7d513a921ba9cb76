using System.CommandLine;
using FedPG.Experiments.Execution;
using FedPG.Tool.Http;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg run FILE...</c>: the command and its options; <see cref="ExperimentExecution"/> executes it.</summary>
internal static class RunCommand
{
    public static Command Create(CatalogueOption catalogue, ExperimentInput input)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Experiment files (HOCON or JSON); - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var set = CommonOptions.Set(catalogue);
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
            var extended = catalogue.Of(parsed, process);
            var request = new RunRequest(
                Files(parsed.GetValue(files)!),
                input,
                overrides,
                CommonOptions.ParseSeeds(parsed.GetValue(seeds)),
                parsed.GetValue(variants) ?? [],
                parsed.GetValue(folder) is { } given ? OutputPath.Checked(given, "--out") : null,
                [.. parsed.Tokens.Select(token => token.Value)],
                Start(parsed.GetValue(resume), parsed.GetValue(overwrite)),
                process,
                extended,
                Progress(parsed.GetValue(quiet), parsed.GetValue(progress)),
                parsed.GetValue(json),
                FormatOption.Parse(parsed.GetValue(format), extended),
                CommonOptions.HttpAddress(parsed.GetValue(http)),
                new RunMonitor(token));
            return ExperimentExecution.RunAsync(request, token);
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

    private static ProgressForm Progress(bool quiet, string? progress) => (progress, quiet) switch
    {
        (null, true) => ProgressForm.None,
        (null or "text", false) => ProgressForm.Text,
        ("json", false) => ProgressForm.Json,
        ("text" or "json", true) => throw new SpecificationException("--quiet and --progress", "both", "one of them"),
        _ => throw new SpecificationException("--progress", $"'{CommonOptions.Shown(progress)}'", "text or json"),
    };
}
