using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Analyses;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Presentation.Figures;
using FedPG.Experiments.Presentation.Tables;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>The report as one self-contained page: no network, no script, no library.</summary>
internal static class HtmlReport
{
    /// <summary>The page's name in an experiment's folder.</summary>
    public const string FileName = "report.html";

    /// <summary>The name of a page about several experiments, in the first one's folder.</summary>
    public const string ComparisonName = "comparison.html";

    /// <summary>Reads finished folders and writes the page; links to the runs' files are relative to it.</summary>
    /// <exception cref="SpecificationException">A folder is not an experiment's folder, or is damaged.</exception>
    public static void Write(IReadOnlyList<string> directories, string outFile) =>
        Write(ReportContent.Load(directories), outFile);

    /// <summary>Writes the page of results that were read; links to the runs' files are relative to it.</summary>
    public static void Write(ReportContent content, string outFile) =>
        AtomicFile.WriteText(outFile, Page(content, Path.GetDirectoryName(Path.GetFullPath(outFile))!));

    /// <summary>The page.</summary>
    /// <param name="content">What it shows.</param>
    /// <param name="pageFolder">Its folder, which links are relative to.</param>
    internal static string Page(ReportContent content, string pageFolder) => Page(Body(content, pageFolder), live: null);

    /// <summary>The page of a body.</summary>
    /// <param name="body">What the report shows.</param>
    /// <param name="live">What a watched experiment's page has in addition; null for a report.</param>
    internal static string Page(ReportBody body, HtmlLive? live) => HtmlPage.Of(
        $"{body.Title} – FedPG report", live?.Refresh ?? Html.Empty, Html.Of($"""
            <header>
            {body.Head}{live?.Progress ?? Html.Empty}</header>
            {body.Contents}{live?.Cluster ?? Html.Empty}{body.Sections}
            """));

    /// <summary>The body, with all figures and tables.</summary>
    internal static ReportBody Body(ReportContent content, string pageFolder)
    {
        var results = content.Results;
        Html[] sections = [.. Sections(content, new PageFiles(pageFolder, results)).Where(section => section.Markup.Length > 0)];
        var head = Html.Of($"""
            <h1>{results.Title}</h1>
            <p class="lede">{Lede(results)}</p>
            {State(results)}
            """);
        return new ReportBody(results.Title, head, Contents(results, sections), Html.Join(sections));
    }

    private static IEnumerable<Html> Sections(ReportContent content, PageFiles files)
    {
        var results = content.Results;
        yield return HtmlAnswer.Of(content.Answers);
        yield return Figure(FigureKind.Objective);
        yield return Figure(FigureKind.Return);
        yield return Figure(FigureKind.Sweep);
        yield return Section(
            "Results", Table(ResultTable.Of(results)), Table(ComparisonTable.Of(results)), Figure(FigureKind.Profiles));
        yield return Notices(content.Notices);
        yield return Section("Sample efficiency", Figure(FigureKind.Gap), Table(GapTable.Steps(results)), Table(GapTable.Rounds(results)));
        yield return Section("Simulated time", Figure(FigureKind.Time), Table(TimeTable.Of(results)));
        yield return Section("Participation", Figure(FigureKind.Participation), Table(ParticipationTable.Of(results)));
        yield return Section("Drift", Figure(FigureKind.Drift));
        yield return Section("Policies", Figure(FigureKind.Policies), Figure(FigureKind.Grids));
        Html animation = HtmlAnimation.Of(results, files);
        yield return Section("Trajectories", Figure(FigureKind.Phases), Figure(FigureKind.Decay), Figure(FigureKind.Paths), animation);
        bool isNamed = results.References.Length > 1;
        yield return Section("Reference values", [.. results.References.Select(set => HtmlTables.References(set, isNamed))]);
        yield return Section("Runs", HtmlRuns.Of(results, files));
        yield return Section("Origin", [.. results.Folders.Select(Origin)]);

        Html Figure(FigureKind kind) => HtmlFigure.Of(kind, results, files);
        Html Table(ReportTable? table) => HtmlTables.Of(table, files);
    }

    private static readonly string[] Headings =
    [
        "Results", "Notices", "Sample efficiency", "Simulated time", "Participation", "Drift", "Policies", "Trajectories",
        "Reference values", "Runs", "Origin",
    ];

    private static string Anchor(string heading) => heading.ToLowerInvariant().Replace(' ', '-');

    /// <summary>The table of contents; empty for a short page.</summary>
    private static Html Contents(ExperimentResults results, Html[] sections)
    {
        bool IsHeld(string heading) =>
            sections.Any(section => section.Markup.Contains($"id=\"{Anchor(heading)}\"", StringComparison.Ordinal));
        string[] held = [.. Headings.Where(IsHeld)];
        var links = held.Select(heading => Html.Of($"""<a href="#{Anchor(heading)}">{heading}</a> """));
        return held.Length < 4 || results.Variants.Length == 0 ? Html.Empty : Html.Of($"""
            <nav aria-label="Contents">{Html.Join(links)}</nav>

            """);
    }

    private static Html State(ExperimentResults results) => Html.Join(results.Folders.Where(folder => folder.State is not null)
        .Select(folder => Html.Of($"""<p class="unfinished">{folder.State!.About(folder.Name)}</p>""")));

    private static string Lede(ExperimentResults results)
    {
        int runs = results.Variants.Sum(variant => variant.Runs.Length);
        var environments = results.Variants.SelectMany(variant => variant.Runs).Select(run => run.Summary.Environment)
            .Where(name => name.Length > 0).Distinct().ToArray();
        string where = environments.Length switch
        {
            0 => "",
            <= 3 => $" in {string.Join(", ", environments)}",
            _ => $" in {environments.Length} environments",
        };
        double steps = results.Variants.SelectMany(variant => variant.Runs).Sum(run => (double)run.Summary.EnvironmentSteps);
        return $"{Number(results.Variants.Length, "variant")}, {Number(runs, "run")}{where}; {NumberText.Large(steps)} environment steps.";
    }

    private static string Number(int count, string noun) => $"{NumberText.Count(count)} {noun}{(count == 1 ? "" : "s")}";

    private static Html Section(string heading, params Html[] parts)
    {
        Html content = Html.Join(parts.Where(part => part.Markup.Length > 0).Select(part => new Html(part.Markup + "\n")));
        return content.Markup.Length == 0 ? Html.Empty : Html.Of($"""
            <section id="{Anchor(heading)}">
            <h2>{heading}</h2>
            {content}</section>

            """);
    }

    private static Html Notices(ImmutableArray<string> notices) => notices.Length == 0 ? Html.Empty : Html.Of($"""
        <section id="{Anchor("Notices")}">
        <h2>Notices</h2>
        <ul class="notices">
        {Html.Join(notices.Select(notice => Html.Of($"<li>{notice}</li>\n")))}</ul>
        </section>
        """);

    // The host's name stays in provenance.json: a page is shown to others.
    private static Html Origin(ExperimentFolder folder)
    {
        Provenance? origin = folder.Provenance;
        Html list = origin is null ? Html.Empty : Html.Of($"""
            <dl>
            <dt>command</dt><dd><code>{origin.CommandLine}</code></dd>
            <dt>started</dt><dd>{origin.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC</dd>
            <dt>version</dt><dd>FedPG {origin.Version}{(origin.Commit.Length > 0 ? $", commit {origin.Commit}" : "")}</dd>
            <dt>machine</dt><dd>{origin.Processors} processors, {origin.Runtime}</dd>
            </dl>

            """);
        Html configuration = folder.Configuration.Length == 0 ? Html.Empty : Html.Of($"""
            <details><summary>{ExperimentWriter.FileName} of {folder.Name}, fully resolved</summary>
            <pre><code>{Html.Lines(folder.Configuration)}</code></pre></details>

            """);
        return Html.Join([list, configuration]);
    }
}
