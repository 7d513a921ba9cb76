using System.Globalization;
using FedPG.Experiments.Presentation.Figures;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Tables;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Tests.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Tests.Presentation.Figures;

public sealed class SweepGridTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_settings_span_a_grid_for_each_method()
    {
        var grid = SweepGrid.Of(Write()).ShouldNotBeNull();
        (grid.Down, grid.Across).ShouldBe(("local.steps", "local.step-size"));
        grid.Rows.ShouldBe(["1", "10"]);
        grid.Columns.ShouldBe(["0.01", "0.1", "0.5"]);
        grid.Panels.Select(panel => panel.Name).ShouldBe(["a", "b"]);
        grid.Panels.ShouldAllBe(panel => panel.Variants.Count == 6);
        grid.Panels[1].Variants[("10", "0.1")].Label.ShouldBe("b local.steps=10 local.step-size=0.1");
    }

    [Fact]
    public void The_figure_shows_every_value_of_both_settings_and_every_final_objective()
    {
        var results = Write();
        string svg = FigureDrawing.Svg(SweepGridFigure.Of(results)!, FigureLayout.Wide).Document();
        foreach (string text in (string[])["0.01", "0.1", "0.5", "10"]) svg.ShouldContain($">{text}</text>");
        var values = results.Variants.Select(variant => variant.Final(run => run.Objective)!.Value);
        foreach (var value in values) svg.ShouldContain($">{NumberText.Centre(value)}</text>");
    }

    [Fact]
    public void Tables_have_a_column_for_each_swept_setting()
    {
        var table = ResultTable.Of(Write());
        table.Headings[..3].ShouldBe(["variant", "local.steps", "local.step-size"]);
        table.KeyColumns.ShouldBe(3);
        table.Rows[^1][..3].Select(cell => cell.Text).ShouldBe(["b", "10", "0.5"]);
        table.Variants.ShouldBe(Enumerable.Range(0, 12));
    }

    [Fact]
    public void Without_two_settings_there_is_no_grid()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 1);
        SweepGrid.Of(ExperimentResults.Load(_folder.Path)).ShouldBeNull();
    }

    [Fact]
    public void Settings_that_no_variant_sweeps_together_span_no_grid()
    {
        // Each family has a setting of its own, and all share the two algorithms.
        var results = WriteFamilies(("kernels", "epsilon-p"), ("random", "kappa"));
        var grid = SweepGrid.Of(results).ShouldNotBeNull();
        (grid.Down, grid.Across).ShouldBe(("algorithm", "epsilon-p"));
        grid.Panels.Select(panel => panel.Name).ShouldBe(["kernels"]);
        grid.Panels[0].Variants.Count.ShouldBe(6);
        FigureDrawing.Png(SweepGridFigure.Of(results)!).ShouldNotBeEmpty();
    }

    private ExperimentResults WriteFamilies(params (string Family, string Setting)[] families)
    {
        QuickstartFixture.Write(_folder.Path, rounds: 1);
        var first = SummaryFile.Read(_folder.Path).Runs[0];
        var runs = from family in families
                   from algorithm in (string[])["s-fedpg", "independent"]
                   from value in (string[])["0", "0.5", "1"]
                   select QuickstartFixture.Copy(_folder.Path, first, $"{family.Family}-{algorithm}-{value}-seed0") with
                   {
                       Variant = $"{family.Family} algorithm={algorithm} {family.Setting}={value}",
                       Sweep = [new SweepValue("algorithm", algorithm), new SweepValue(family.Setting, value)],
                   };
        SummaryFile.Write(_folder.Path, new ExperimentSummary { Experiment = "families", Runs = [.. runs] });
        return ExperimentResults.Load(_folder.Path);
    }

    private ExperimentResults Write()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 1);
        var first = SummaryFile.Read(_folder.Path).Runs[0];
        var runs = from method in (string[])["a", "b"]
                   from steps in (string[])["1", "10"]
                   from size in (string[])["0.5", "0.01", "0.1"]
                   orderby method, steps, size
                   select QuickstartFixture.Copy(_folder.Path, first, $"{method}-{steps}-{size}-seed0") with
                   {
                       Variant = $"{method} local.steps={steps} local.step-size={size}",
                       Sweep = [new SweepValue("local.steps", steps), new SweepValue("local.step-size", size)],
                       Objective = 80 + method.Length + int.Parse(steps) + double.Parse(size, CultureInfo.InvariantCulture),
                   };
        SummaryFile.Write(_folder.Path, new ExperimentSummary { Experiment = "grid", Runs = [.. runs] });
        return ExperimentResults.Load(_folder.Path);
    }
}
