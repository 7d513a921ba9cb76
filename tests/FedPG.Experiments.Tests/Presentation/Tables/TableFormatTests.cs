using FedPG.Experiments.Presentation.Tables;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Tests.Presentation.Tables;

public sealed class TableFormatTests
{
    private static readonly ReportTable Table = new()
    {
        Name = "results",
        Title = "Results",
        Caption = "Share in %, a_b.",
        Headings = ["variant", "final", "notes"],
        Rows =
        [
            ["a & b_1", TableCell.Of(new Estimate(0.5, 0.25, 0.75, 4, Spread.Interval), _ => "0.50 [0.25, 0.75]"), "x | y, \"z\""],
            ["long variant", TableCell.Of(null, _ => ""), new TableCell("1 k", 1000)],
        ],
    };

    [Fact]
    public void Markdown_has_padded_columns_and_escapes_what_ends_a_cell() => TableMarkdown.Of(Table).ShouldBe(
        """
        | variant      |             final |       notes |
        | ------------ | ----------------: | ----------: |
        | a & b\_1     | 0.50 [0.25, 0.75] | x \| y, "z" |
        | long variant |                 – |         1 k |

        Share in %, a\_b.

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Latex_is_a_booktabs_table_with_its_signs_escaped() => TableLatex.Of(Table).ShouldBe(
        """
        % needs \usepackage{booktabs}
        \begin{table}
          \centering
          \caption{Results. Share in \%, a\_b.}
          \label{tab:results}
          \begin{tabular}{lrr}
            \toprule
            variant & final & notes \\
            \midrule
            a \& b\_1 & 0.50 [0.25, 0.75] & x | y, "z" \\
            long variant & -- & 1 k \\
            \bottomrule
          \end{tabular}
        \end{table}

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Csv_has_all_digits_and_the_ends_of_intervals() => TableCsv.Of(Table).ShouldBe(
        """"
        variant,final,final low,final high,notes
        a & b_1,0.5,0.25,0.75,"x | y, ""z"""
        long variant,,,,1000

        """".ReplaceLineEndings("\n"));
}
