using System.Collections.Immutable;
using FedPG.Experiments.Plots;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Reports;

/// <summary>The page's tables.</summary>
internal static class HtmlTables
{
    /// <summary>One row a variant.</summary>
    public static Html Results(ExperimentResults results)
    {
        var rows = ResultTable.Rows(results).Select((row, i) => Html.Of($"""
            <tr><th scope="row">{Hue(i)}{row.Variant}</th><td class="number">{row.Seeds}</td><td class="number">{row.Objective}</td><td class="number">{row.GapToBestStationary}</td><td class="number">{row.GapToBestDeterministic}</td><td class="number">{row.Steps}</td><td class="number">{row.Speed}</td><td class="notes">{row.Notes}</td></tr>

            """));
        return Table(
            "Results",
            "Final objective: mean over the seeds ± half the 95 % interval of Student's t. A gap is the reference value less the objective: negative above it.",
            ResultTable.Headings,
            rows);
    }

    /// <summary>One row a reference value.</summary>
    public static Html References(ReferenceSet set, bool named)
    {
        var rows = ReferenceText.Of(set.Values).Select(line => Html.Of($"""
            <tr><th scope="row">{line.Name}</th><td class="number">{NumberText.Value(line.Value)}</td><td class="meaning">{line.Meaning}</td></tr>

            """));
        string caption = named ? $"In {(set.Environment.Length > 0 ? set.Environment : "an unnamed environment")}" : "";
        return Table($"Reference values {set.Environment}", caption, ["reference", "value", "meaning"], rows);
    }

    /// <summary>One row a run, with a link to its rows.</summary>
    /// <param name="results">The results.</param>
    /// <param name="pageFolder">The folder of the page, from which links start.</param>
    public static Html Runs(ExperimentResults results, string pageFolder)
    {
        var rows = results.Variants.SelectMany((variant, i) => variant.Runs.Select(run => Html.Of($"""
            <tr><th scope="row">{Hue(i)}{variant.Label}</th><td class="number">{run.Seed}</td><td>{run.Algorithm}</td><td class="number">{run.Rounds}</td><td class="number">{State(run)}</td><td class="number">{NumberText.Large(run.EnvironmentSteps)}</td><td class="number">{NumberText.Duration(run.ElapsedSeconds)}</td><td class="number">{run.RaisedProbabilities}</td><td>{Link(variant.Folder, run, pageFolder)}</td></tr>

            """)));
        return Table(
            "Runs", "", ["variant", "seed", "algorithm", "rounds", "final objective", "steps", "time", "raised probabilities", "rows"], rows);
    }

    /// <summary>Figure and table of the simulated clock; nothing where it tells no more than the rounds.</summary>
    public static Html Time(ExperimentResults results) => !TimeTable.Applies(results) ? Html.Empty : Html.Join(
        [HtmlFigure.Of(FigureKind.Time, results), Table("Simulated time", TimeTable.Caption(TimeTable.Target(results)), TimeTable.Headings(results), TimeTable.Rows(results).Select(Row))]);

    /// <summary>Figure and table of who took part; nothing where nobody was missing.</summary>
    public static Html Participation(ExperimentResults results) => !ParticipationTable.Applies(results) ? Html.Empty : Html.Join(
        [HtmlFigure.Of(FigureKind.Participation, results), Table("Participation", ParticipationTable.Caption, ParticipationTable.Headings, ParticipationTable.Rows(results).Select(Row))]);

    private static Html Row(string[] cells, int index) => Html.Of($"""
        <tr><th scope="row">{Hue(index)}{cells[0]}</th>{Html.Join(cells.Skip(1).Select(cell => Html.Of($"""<td class="number">{cell}</td>""")))}</tr>

        """);

    private static Html State(RunSummary run) => !double.IsFinite(run.Objective)
        ? Html.Of($"""<span class="state">diverged</span>""")
        : run.Completed ? Html.Of($"{NumberText.Value(run.Objective)}")
        : Html.Of($"""{NumberText.Value(run.Objective)} <span class="state">interrupted</span>""");

    private static Html Link(string folder, RunSummary run, string pageFolder)
    {
        string file = Path.Combine(folder, run.Run, RoundsFile.FileName);
        if (!File.Exists(file)) return Html.Of($"{NumberText.None}");
        string relative = Path.GetRelativePath(Path.GetFullPath(pageFolder), Path.GetFullPath(file));
        string address = string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
        return Html.Of($"""<a href="{address}">rounds.csv</a>""");
    }

    private static Html Hue(int index) => Html.Of($"""<span class="hue" style="background:{Palette.Hue(index)}"></span>""");

    private static Html Table(string name, string caption, ImmutableArray<string> headings, IEnumerable<Html> rows) => Html.Of($"""
        {(caption.Length > 0 ? Html.Of($"""<p class="caption">{caption}</p>""") : Html.Empty)}
        <div class="scroll" role="region" aria-label="{name}" tabindex="0"><table aria-label="{name}">
        <thead><tr>{Html.Join(headings.Select(heading => Html.Of($"""<th scope="col">{heading}</th>""")))}</tr></thead>
        <tbody>
        {Html.Join(rows)}</tbody></table></div>
        """);
}
