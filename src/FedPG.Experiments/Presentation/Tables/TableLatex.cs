using System.Text;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>A table for LaTeX with booktabs: a <c>table</c> with caption and label, for <c>\input</c>.</summary>
internal static class TableLatex
{
    public static string Of(ReportTable table)
    {
        var text = new StringBuilder();
        text.Append("% needs \\usepackage{booktabs}\n\\begin{table}\n  \\centering\n");
        text.Append("  \\caption{").Append(Escaped($"{table.Title}. {table.Caption}")).Append("}\n");
        text.Append("  \\label{tab:").Append(table.Name).Append("}\n");
        text.Append("  \\begin{tabular}{l").Append('r', table.Headings.Length - 1).Append("}\n    \\toprule\n");
        Line(table.Headings);
        text.Append("    \\midrule\n");
        foreach (var row in table.Rows) Line(row.Select(cell => cell.Text));
        text.Append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n");
        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("    ").AppendJoin(" & ", cells.Select(Cell)).Append(" \\\\\n");
    }

    // LaTeX would read a bracket after the end of a row as its spacing.
    private static string Cell(string text) => text.StartsWith('[') ? "{}" + Escaped(text) : Escaped(text);

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '\\' => "\\textbackslash{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' or '>' => $"${c}$",
                '−' => "$-$",
                '≤' => "$\\leq$",
                '±' => "$\\pm$",
                '–' => "--",
                '…' => "\\dots{}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
