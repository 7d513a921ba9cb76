using System.Xml.Linq;
using FedPG.Experiments.Presentation;
using FedPG.Experiments.Presentation.Figures;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Tests.Results;
using FedPG.Federation;

namespace FedPG.Experiments.Tests.Presentation;

/// <summary>What reports show of faults, of simulated time and of sweeps: only where there is something to show.</summary>
public sealed class FaultReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_quiet_experiment_has_its_objective_and_its_gap_only()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 10);
        ReportFolder.WriteAll(_folder.Path);
        Figures().ShouldBe(["gap.png", "gap.svg", "objective.png", "objective.svg", "profiles.png", "profiles.svg"]);
        Headings().ShouldNotContain("Participation");
        Headings().ShouldNotContain("Simulated time");
    }

    [Fact]
    public void Missing_agents_and_unequal_times_get_a_section_with_a_figure_and_a_table_each()
    {
        QuickstartFixture.Write(_folder.Path, rounds: 10);
        Rewrite("fedq-seed-0", report => report with
        {
            Participants = report.Round == 7 ? 1 : report.Participants,
            Tally = report.Tally with { Late = report.Round == 7 ? 1 : 0, SimulatedSeconds = report.Round * 3 },
        });
        ReportFolder.WriteAll(_folder.Path);
        Figures().ShouldBe(
        [
            "gap.png", "gap.svg", "objective-time.png", "objective-time.svg", "objective.png", "objective.svg", "participation.png",
            "participation.svg", "profiles.png", "profiles.svg",
        ]);
        Headings().ShouldContain("Participation");
        Cells("Participation", "fedq").ShouldBe(["2", "1.98", "0", "1", "0", "0", "0", "0", "0", "45.0 s"]);
        Cells("Simulated time", "fedq")[0].ShouldBe("50.0 [30.0, 50.0] s");
        Cells("Simulated time", "s-fedpg")[0].ShouldBe("50.0 s");
        Page().Descendants().Attributes("id").Select(id => id.Value).ShouldBeUnique();
    }

    [Theory]
    [InlineData(new[] { "1", "5", "20" }, true)]
    [InlineData(new[] { "1", "5" }, false)]
    [InlineData(new[] { "1", "5", "many" }, false)]
    public void A_numeric_sweep_of_three_values_gets_a_figure(string[] values, bool applies)
    {
        WriteSweep(values);
        ReportFolder.WriteAll(_folder.Path);
        Figures().Contains("sweep.png").ShouldBe(applies);
        if (!applies) return;
        FigureContent content = FigureKind.Sweep.Picture(ExperimentResults.Load(_folder.Path)).ShouldBeOfType<FigureContent>();
        content.Curves.Select(curve => curve.Name).ShouldBe(["fedq", "s-fedpg"], ignoreOrder: true);
        FigureCurve line = content.Curves.Single(curve => curve.Name == "s-fedpg");
        line.At.ShouldBe([1, 5, 20]);
        line.Value.ShouldBe([10, 11, 12]);
    }

    [Fact]
    public void A_sweep_over_orders_of_magnitude_has_a_logarithmic_axis()
    {
        WriteSweep(["0.01", "1", "0.1"]);
        FigureContent content = FigureKind.Sweep.Picture(ExperimentResults.Load(_folder.Path)).ShouldBeOfType<FigureContent>();
        content.Against.ShouldBe("local.steps (logarithmic)");
        content.Curves[0].At.ShouldBe([-2, -1, 0], 1e-12);
        content.Ticks.Select(tick => tick.Text).ShouldBe(["0.01", "0.1", "1"]);
    }

    private void WriteSweep(string[] values)
    {
        QuickstartFixture.Write(_folder.Path, rounds: 1);
        var runs = SummaryFile.Read(_folder.Path).Runs;
        SummaryFile.Write(_folder.Path, new ExperimentSummary
        {
            Runs =
            [
                .. from name in (string[])["s-fedpg", "fedq"]
                   from value in values
                   select QuickstartFixture.Copy(_folder.Path, runs.First(run => run.Variant == name), $"{name}-local.steps={value}") with
                   {
                       Variant = $"{name} local.steps={value}",
                       Objective = 10 + Array.IndexOf(values, value),
                       Sweep = [new SweepValue("local.steps", value)],
                   },
            ],
        });
    }

    private void Rewrite(string run, Func<RoundReport, RoundReport> change)
    {
        string path = _folder.File($"{run}/rounds.csv");
        var rows = RoundsFile.Read(path);
        using var file = RoundsFile.Create(path);
        foreach (RoundRow row in rows)
        {
            file.Append(change(new RoundReport
            {
                Round = row.Round,
                Objective = row.Objective,
                RegularizedObjective = row.RegularizedObjective,
                OwnObjective = row.OwnObjective,
                PerEnvironment = [row.Objective],
                Participants = (int)row.Participants,
                Tally = row.Tally,
                RaisedProbabilities = 0,
                MassMoved = 0,
                Parameters = [],
            }));
        }
    }

    private string[] Figures() =>
    [
        .. Directory.GetFiles(_folder.Path).Select(file => Path.GetFileName(file)!)
            .Where(name => name.EndsWith(".png", StringComparison.Ordinal) || name.EndsWith(".svg", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private XElement Page() => XDocument.Parse(File.ReadAllText(_folder.File("report.html"))).Root!;

    private IEnumerable<string> Headings() => Page().Descendants("h2").Select(heading => heading.Value);

    private string[] Cells(string table, string variant) =>
    [
        .. Page().Descendants("table").Single(element => element.Attribute("aria-label")!.Value == table)
            .Descendants("tr").Single(row => row.Elements("th").First().Value == variant).Elements("td").Select(cell => cell.Value),
    ];
}
