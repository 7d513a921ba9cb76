using System.Collections.Immutable;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Tables;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>The page's tables.</summary>
internal static class HtmlTables
{
    /// <summary>A table of the report, with links to its files if the folder has them; empty for null.</summary>
    /// <param name="table">The table.</param>
    /// <param name="files">The files that links lead to.</param>
    public static Html Of(ReportTable? table, PageFiles files)
    {
        if (table is null) return Html.Empty;
        var rows = table.Rows.Select((row, i) =>
        {
            var head = Head(row[0].Text, table.Variants.Length > 0 ? table.Variants[i] : null);
            var cells = row.Skip(1).Select((cell, column) => Cell(table, cell, column + 1));
            return Html.Of($"<tr>{head}{Html.Join(cells)}</tr>\n");
        });
        return Html.Join([Table(table.Title, table.Caption, table.Headings, rows, table.Title), Links(table, files)]);
    }

    /// <summary>One row per reference value.</summary>
    public static Html References(ReferenceSet set, bool named)
    {
        var rows = ReferenceText.Of(set.Values).Select(line => Html.Of($"""
            <tr><th scope="row">{line.Name}</th><td class="number">{line.Value}</td><td class="meaning">{line.Meaning}</td></tr>

            """));
        string caption = named ? $"In {(set.Environment.Length > 0 ? set.Environment : "an unnamed environment")}" : "";
        return Table($"Reference values {set.Environment}", caption, ["reference", "value", "meaning"], rows);
    }

    /// <summary>One row per node of a cluster.</summary>
    public static Html Nodes(ImmutableArray<NodeStatus> nodes)
    {
        var rows = nodes.Select(node => Html.Of($"""
            <tr><th scope="row">{node.Address}</th><td class="number">{node.Cores}</td><td class="number">{node.Edges}</td>
            <td>{(node.Reachable ? "answers" : "does not answer")}</td></tr>

            """));
        return Table("Nodes", "Edges are blocks of agents, of all runs together.", ["node", "cores", "edges", "state"], rows);
    }

    /// <summary>The colour and the marks of a variant.</summary>
    public static Html Hue(int index) =>
        Html.Of($"""<span class="hue" style="background:{Palette.Hue(index)}"></span>{Shape(index)}""");

    private static Html Shape(int index) => Palette.HasShape(index)
        ? Html.Of($"""<span class="shape" style="color:{Palette.Hue(index)}" aria-hidden="true">{Palette.ShapeText(index)}</span>""")
        : Html.Empty;

    private static Html Head(string name, int? variant) => variant is { } index
        ? Html.Of($"""<th scope="row">{Hue(index)}<a class="plain" href="#{HtmlRuns.VariantId(index)}">{name}</a></th>""")
        : Html.Of($"""<th scope="row">{name}</th>""");

    private static Html Cell(ReportTable table, TableCell cell, int column)
    {
        string kind = column < table.KeyColumns ? "key" : table.Headings[column] == "notes" ? "notes" : "number";
        return Html.Of($"""<td class="{kind}">{cell.Text}</td>""");
    }

    private static Html Links(ReportTable table, PageFiles files)
    {
        var links = TableFiles.Extensions.Select(extension => (extension, Address: files.Table($"{table.Name}.{extension}")))
            .Where(link => link.Address is not null);
        var shown = links.Select(link => Html.Of($"""<a href="{link.Address!}">{link.extension}</a> """)).ToArray();
        return shown.Length == 0 ? Html.Empty : Html.Of($"""<p class="files">This table as {Html.Join(shown)}</p>""");
    }

    private static Html Title(string title) => title.Length == 0 ? Html.Empty : Html.Of($"<strong>{title}.</strong> ");

    private static Html Table(
        string name, string caption, ImmutableArray<string> headings, IEnumerable<Html> rows, string title = "") => Html.Of($"""
        {(caption.Length > 0 ? Html.Of($"""<p class="caption">{Title(title)}{caption}</p>""") : Html.Empty)}
        <div class="scroll" role="region" aria-label="{name}" tabindex="0"><table aria-label="{name}">
        <thead><tr>{Html.Join(headings.Select(heading => Html.Of($"""<th scope="col">{heading}</th>""")))}</tr></thead>
        <tbody>
        {Html.Join(rows)}</tbody></table></div>
        """);
}
