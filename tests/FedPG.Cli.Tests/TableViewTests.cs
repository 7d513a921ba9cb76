using System.Collections.Immutable;
using FedPG.Experiments.Presentation.Tables;
using FedPG.Tool.Output;
using Spectre.Console;
using TableCell = FedPG.Experiments.Presentation.Tables.TableCell;

namespace FedPG.Cli.Tests;

/// <summary>The result table as terminals of different widths show it.</summary>
public class TableViewTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int width in (int[])[60, 80, 100, 120, 200])
            {
                foreach (int variants in (int[])[5, 24]) sizes.Add(width, variants);
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_row_is_whole_at_every_width(int width, int variants)
    {
        var table = Table(variants, method: "s-fedpg-period-2", settings: variants > 5);
        string[] lines = Rendered(table, width);
        lines.ShouldAllBe(line => TerminalColumn.CellsOf(line) <= width);
        lines.ShouldNotContain(line => line.Contains('…'));
        foreach (var row in table.Rows)
            lines.ShouldContain(
                line => $"{line} ".Contains($" {row[table.Headings.IndexOf("final objective")].Text} ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_most_important_columns_stay_and_the_others_are_named()
    {
        string[] lines = Rendered(Table(5, method: "s-fedpg"), 60);
        lines[1].ShouldContain("final objective");
        lines[1].ShouldNotContain("speed");
        string.Join(' ', lines).ShouldContain("Left out at this width:");
        string.Join(' ', lines).ShouldContain("speed");
        string.Join(' ', Rendered(Table(5, method: "s-fedpg"), 200)).ShouldNotContain("Left out");
    }

    [Fact]
    public void Columns_are_added_in_the_order_of_their_importance()
    {
        var table = Table(5, method: "s-fedpg");
        string[] Shown(int width) => [.. ColumnChoice.Of(table, width).Shown.Select(column => column.Heading)];
        Shown(45).ShouldBe(["variant", "seeds", "final objective"]);
        Shown(60).ShouldBe(["variant", "final objective", "gap to best stationary"]);
        Shown(72).ShouldBe(["variant", "seeds", "final objective", "gap to best stationary"]);
        Shown(200)
            .ShouldBe(["variant", "seeds", "final objective", "gap to best stationary", "gap to best deterministic", "steps", "speed"]);
    }

    [Fact]
    public void Names_that_leave_no_room_for_a_column_get_a_block_each()
    {
        var table = Table(24, method: "a-variant-with-a-name-of-fifty-one-letters-or-so-all", settings: true);
        string[] lines = Rendered(table, 60);
        lines.ShouldAllBe(line => TerminalColumn.CellsOf(line) <= 60);
        lines.Count(line => line.StartsWith("a-variant-with-a-name-of-fifty-one-letters-or-so-all", StringComparison.Ordinal)).ShouldBe(24);
        lines.Count(line => line.Contains("final objective", StringComparison.Ordinal)).ShouldBe(24);
        foreach (var cell in table.Rows.SelectMany(row => row.Skip(4))) string.Join('\n', lines).ShouldContain(cell.Text);
    }

    [Fact]
    public void Headings_of_swept_settings_are_folded_at_their_dots() =>
        TerminalColumn.All(Table(24, method: "s-fedpg", settings: true))[2].Lines.ShouldBe(["local.", "step-size"]);

    private static string[] Rendered(ReportTable table, int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(text),
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
            });
        console.Profile.Width = width;
        console.Write(TableView.Of(table, width));
        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static ReportTable Table(int variants, string method, bool settings = false) => new()
    {
        Name = "results",
        Title = "Results",
        Caption = "",
        KeyColumns = settings ? 3 : 1,
        Headings =
        [
            "variant", .. settings ? (string[])["local.steps", "local.step-size"] : [],
            "seeds", "final objective", "gap to best stationary", "gap to best deterministic", "steps", "speed", "notes",
        ],
        ByImportance = ["final objective", "gap to best stationary", "notes", "seeds", "gap to best deterministic", "steps", "speed"],
        Rows = [.. Enumerable.Range(0, variants).Select(i => Row(i, method, settings))],
    };

    private static ImmutableArray<TableCell> Row(int i, string method, bool settings) =>
    [
        method, .. settings ? (TableCell[])[$"{1 + i / 6}", $"0.0{i % 6}1"] : [],
        "4", $"96.85{i % 10} [96.849, 96.{i + 860}]", $"0.02{i % 10} [0.018, 0.025]", $"−33.79{i % 10} [−33.793, −33.785]", "32 M",
        "20.8 M steps/s", "",
    ];
}
