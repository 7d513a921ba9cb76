using System.Globalization;
using FedPG.Experiments.Files;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>All runs with their details, collapsed.</summary>
internal static class HtmlRuns
{
    /// <summary>The maximum number of cells of all policies on a page; larger ones are only in their files.</summary>
    private const int MostPolicyCells = 15_000;

    private const int MostTraces = 1_000;

    /// <summary>The maximum number of seeds in a list.</summary>
    private const int MostSeeds = 20;

    /// <summary>The anchor of a variant's runs.</summary>
    public static string VariantId(int variant) => string.Create(CultureInfo.InvariantCulture, $"variant-{variant + 1}");

    public static Html Of(ExperimentResults results, PageFiles files)
    {
        int runs = results.Variants.Sum(variant => variant.Runs.Length);
        var begun = results.Variants.SelectMany(variant => variant.Runs).Select(run => run.Summary.Run).ToHashSet();
        var missing = results.Folders.Where(folder => folder.State is not null)
            .SelectMany(folder => folder.Plans.Runs.Where(run => !begun.Contains(run.Run)).Select(run => (folder.Path, Run: run)))
            .ToLookup(entry => (entry.Path, entry.Run.Variant), entry => entry.Run.Seed);
        return Html.Join(results.Variants.Select((variant, i) =>
            Variant(variant, i, runs, [.. missing[(variant.Folder.Path, variant.Name)]], files)));
    }

    private static Html Variant(VariantResult variant, int index, int runs, long[] missing, PageFiles files)
    {
        ExperimentFolder folder = variant.Folder;
        return Html.Of($"""
            <section class="variant" id="{VariantId(index)}">
            <h3>{HtmlTables.Hue(index)}{variant.Label}</h3>
            {Settings(folder, variant)}
            {Html.Join(variant.Runs.Select((run, i) => Run(folder, run, $"{VariantId(index)}-run-{i + 1}", runs, files)))}
            {NotBegun(missing)}</section>

            """);
    }

    private static Html NotBegun(long[] seeds)
    {
        if (seeds.Length == 0) return Html.Empty;
        string more = seeds.Length > MostSeeds ? $" and {NumberText.Count(seeds.Length - MostSeeds)} more" : "";
        string shown = string.Join(", ", seeds.Take(MostSeeds).Select(PlainNumber)) + more;
        return Html.Of($"""
            <p class="caption">Not begun: {(seeds.Length == 1 ? "seed" : "seeds")} {shown}.</p>

            """);
    }

    private static Html Settings(ExperimentFolder folder, VariantResult variant)
    {
        if (folder.Plans.SettingsOf(variant.Runs[0].Summary.Run) is not { } settings)
        {
            string problem = folder.Plans.Problem ?? "experiment.conf has no such run";
            return Html.Of($"""<p class="caption">Settings are not known: {problem}.</p>""");
        }

        var list = SettingsText.Of(settings, folder.Catalogue).Select(setting => Html.Of($"<code>{setting.Key} = {setting.Value}</code> "));
        return Html.Of($"""<p class="settings">{Html.Join(list)}<span class="caption">and defaults.</span></p>""");
    }

    private static Html Run(ExperimentFolder folder, RunResult result, string id, int runs, PageFiles files)
    {
        var run = result.Summary;
        return Html.Of($"""
            <details class="run" id="{id}"><summary>seed {PlainNumber(run.Seed)} <span class="end">{State(result)}</span></summary>
            <div class="sides">
            {(runs <= MostTraces && result.Trace is { } trace ? HtmlTrace.Of(trace, run) : Html.Empty)}
            <dl>
            <dt>run</dt><dd><code>{run.Run}</code></dd>
            <dt>rounds</dt><dd>{run.Rounds}</dd>
            <dt>environment</dt><dd>{run.Environment}</dd>
            {Gap(run)}{Best(run)}<dt>steps</dt>
            <dd>{NumberText.Large(run.EnvironmentSteps)} in {NumberText.Duration(run.ElapsedSeconds)}</dd>
            {Notices(run)}<dt>files</dt><dd>{Links(folder, run, files)}</dd>
            </dl>
            </div>
            {Policy(folder, run, runs)}</details>

            """);
    }

    private static Html State(RunResult run) => run.Outcome switch
    {
        RunOutcome.Diverged => Html.Of($"""<span class="state">diverged</span>"""),
        RunOutcome.Failed => Html.Of($"""{NumberText.Value(run.Summary.Objective)} <span class="state">failed</span>"""),
        RunOutcome.Interrupted => Html.Of(
            $"""{NumberText.Value(run.Summary.Objective)} <span class="state">unfinished: {run.Position}</span>"""),
        _ => Html.Of($"{NumberText.Value(run.Summary.Objective)}"),
    };

    private static Html Gap(RunSummary run)
    {
        if (run.GapToBestStationary is { } gap && double.IsFinite(gap))
            return Html.Of($"<dt>gap</dt><dd>{NumberText.Value(gap)} to the best stationary policy</dd>\n");
        return run.GapToBestCommonLinear is { } linear && double.IsFinite(linear)
            ? Html.Of($"<dt>gap</dt><dd>{NumberText.Value(linear)} to the best common linear policy</dd>\n")
            : Html.Empty;
    }

    private static Html Best(RunSummary run) => run is { BestObjective: { } best, BestRound: { } round } && double.IsFinite(best)
        ? Html.Of($"<dt>best</dt><dd>{NumberText.Value(best)} after round {PlainNumber(round)}</dd>\n")
        : Html.Empty;

    private static Html Notices(RunSummary run) => Html.Join(run.Notices.Select(notice => Html.Of($"<dt>notice</dt><dd>{notice}</dd>\n")));

    private static Html Links(ExperimentFolder folder, RunSummary run, PageFiles files)
    {
        string[] names = [RoundsFile.FileName, TimingsFile.FileName, PolicyFile.FileName, PolicyFile.BestName, AgentsFile.FileName];
        var links = names.Select(name => (name, Address: files.OfRun(folder.Path, run.Run, name))).Where(link => link.Address is not null)
            .Select(link => Html.Of($"""<a href="{link.Address!}">{link.name}</a> """)).ToArray();
        return links.Length == 0 ? Html.Of($"{NumberText.None}") : Html.Join(links);
    }

    private static Html Policy(ExperimentFolder folder, RunSummary run, int runs)
    {
        if (folder.Plans.EnvironmentsOf(run.Run) is not { } environments) return Html.Empty;
        long cells = (long)environments.States * environments.Actions * run.Period;
        if (cells * runs > MostPolicyCells) return Html.Empty;
        return PolicyTable.Read(folder, run) is { } table ? HtmlPolicy.Of(table) : Html.Empty;
    }

    private static string PlainNumber(long number) => number.ToString(CultureInfo.InvariantCulture);
}
