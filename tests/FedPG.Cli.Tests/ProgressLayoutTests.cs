using FedPG.Experiments.Text;
using FedPG.Tool.Output;
using Spectre.Console;

namespace FedPG.Cli.Tests;

/// <summary>Progress bars at different widths of the terminal.</summary>
public class ProgressLayoutTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(16, 14)]
    [InlineData(46, 21)]
    [InlineData(200, 21)]
    public void A_bar_takes_one_line_of_the_terminal_and_keeps_a_name(int longestName, int longestRounds)
    {
        for (int width = 50; width <= 250; width++)
        {
            var layout = ProgressLayout.Of(width, longestName, longestRounds);
            int[] columns = [layout.Name, layout.Bar, ProgressLayout.Percentage, layout.State, ProgressLayout.Time];
            (columns.Sum() + columns.Length - 1).ShouldBeLessThan(width, $"{layout}");
            layout.Name.ShouldBeInRange(6, Math.Max(6, longestName));
            layout.Bar.ShouldBeInRange(8, 40);
        }
    }

    [Fact]
    public void A_wide_terminal_shows_whole_names_and_rounds() =>
        ProgressLayout.Of(120, longestName: 46, longestRounds: 14).ShouldBe(new ProgressLayout(Name: 46, Bar: 27, Rounds: 14));

    [Theory]
    [InlineData("s-fedpg", 7, "s-fedpg")]
    [InlineData("s-fedpg-with-small-steps-0", 11, "s-fed…eps-0")]
    [InlineData("größte-Schrittweite-1", 10, "größt…te-1")]
    [InlineData("短い名前短い名前-0", 10, "短い…前-0")]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 4, "e\u0301e\u0301…e\u0301")]
    public void A_long_name_keeps_both_ends(string name, int cells, string expected)
    {
        ShortName.Of(name, cells).ShouldBe(expected);
        TerminalColumn.CellsOf(expected).ShouldBeLessThanOrEqualTo(cells);
    }

    [Fact]
    public void A_line_above_the_bars_erases_what_the_screen_still_shows_of_them()
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.Yes });
        console.Write(new LineAboveBars("a node has left"));
        text.ToString().ReplaceLineEndings("\n").ShouldBe("\u001b[Ja node has left\n");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(9.96e3)]
    [InlineData(123.4e6)]
    [InlineData(999.9e9)]
    public void A_speed_has_room(double speed) => NumberText.Speed(speed).Length.ShouldBeLessThanOrEqualTo(ProgressLayout.Value);
}
