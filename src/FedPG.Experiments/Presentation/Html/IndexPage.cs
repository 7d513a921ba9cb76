using FedPG.Experiments.Files;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>One page that leads to the reports of all experiments in a folder.</summary>
internal static class IndexPage
{
    /// <summary>The page's name.</summary>
    public const string FileName = "index.html";

    /// <summary>Writes the page into a folder that holds experiments.</summary>
    public static void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), Page(folder));

    private static string Page(string folder)
    {
        var rows = Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Where(IsReported).Select(Row);
        string[] columns = ["experiment", "variants", "runs", "completed"];
        var headings = columns.Select(column => Html.Of($"""<th scope="col">{column}</th>"""));
        string title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return HtmlPage.Of($"{title} – FedPG experiments", Html.Empty, Html.Of($"""
            <h1>{title}</h1>
            <div class="scroll" role="region" aria-label="Experiments" tabindex="0"><table aria-label="Experiments">
            <thead><tr>{Html.Join(headings)}</tr></thead>
            <tbody>
            {Html.Join(rows)}</tbody></table></div>

            """));
    }

    private static bool IsReported(string experiment) =>
        File.Exists(Path.Combine(experiment, HtmlReport.FileName)) && File.Exists(Path.Combine(experiment, SummaryFile.JsonName));

    private static Html Row(string experiment)
    {
        string name = Path.GetFileName(experiment);
        var runs = SummaryFile.Read(experiment).Runs;
        return Html.Of($"""
            <tr><th scope="row"><a href="{Uri.EscapeDataString(name)}/{HtmlReport.FileName}">{name}</a></th>
            <td class="number">{runs.DistinctBy(run => run.Variant).Count()}</td><td class="number">{runs.Length}</td>
            <td class="number">{runs.Count(run => run.Completed)}</td></tr>

            """);
    }
}
