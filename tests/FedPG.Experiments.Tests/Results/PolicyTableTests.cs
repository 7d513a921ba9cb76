using System.Xml.Linq;
using FedPG.Experiments.Presentation;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Tests.Results;

public sealed class PolicyTableTests : IDisposable
{
    private const string Experiment = """
        fedpg {
          name = hand
          agents = 2
          environment {
            type = gridworld
            rows = 1
            columns = 2
            walls = []
            goal = [0, 1]
          }
          local {
            batch = 7
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("softmax", 1, "[[0, 0, 0, 1.0986122886681098], [0, 0, 0, 0]]", 0, 3, 0.5)] // logits 0, 0, 0, log 3: the last has 3 of 6
    [InlineData("probabilities", 2, "[[1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0.25, 0.75, 0]]", 3, 2, 0.75)]
    [InlineData("tsallis", 1, "[[0, 1, 2, -1e300], [0, 0, 0, 0]]", 1, 3, 0.25)]
    // ½ for the first bit, ¾ for the second.
    [InlineData("bit-softmax", 1, "[[[0, 0], [0, 0], [0, 1.0986122886681098]], [[0, 0], [0, 0], [0, 0]]]", 0, 3, 0.375)]
    public void A_policy_of_any_kind_is_read_as_probabilities(
        string kind, int period, string parameters, int row, int action, double expected)
    {
        string written = (period > 1 ? $"\"period\": {period}, " : "") + (kind == "tsallis" ? "\"alpha\": 0.5, " : "");
        string head = $"\"format\": \"fedpg-policy/1\", \"parameterization\": \"{kind}\"";
        ExperimentFolder folder = Folder($"{{{head}, {written}\"parameters\": {parameters}}}");
        PolicyTable table = PolicyTable.Read(folder, folder.Summary.Runs[0]).ShouldNotBeNull();
        (table.States, table.Actions, table.Period).ShouldBe((2, 4, period));
        table.Of(row / 2, row % 2, action).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void The_policy_of_a_diverged_run_is_left_out_of_the_report()
    {
        ExperimentFolder folder = Folder(
            """{"format": "fedpg-policy/1", "parameterization": "softmax", "parameters": [["NaN", 0, 0, 0], [0, 0, 0, 0]]}""");
        PolicyTable.Read(folder, folder.Summary.Runs[0]).ShouldBeNull();
        ReportFolder.WriteAll(_folder.Path);
        File.Exists(_folder.File("policies.png")).ShouldBeFalse();
    }

    [Fact]
    public void The_page_shows_each_run_with_its_settings_its_curve_its_policy_and_its_files()
    {
        Folder(
            """
            {"format": "fedpg-policy/1", "parameterization": "probabilities",
             "parameters": [[0, 0, 0.1, 0.9], [0.25, 0.25, 0.25, 0.25]]}
            """);
        ReportFolder.WriteAll(_folder.Path);
        XElement page = XDocument.Parse(File.ReadAllText(_folder.File("report.html"))).Root!;
        XElement variant = page.Descendants("section").Single(section => (string?)section.Attribute("id") == "variant-1");
        variant.Descendants("code").Select(code => code.Value).ShouldContain("local.batch = 7");
        variant.Descendants("code").Select(code => code.Value).ShouldContain("environment.rows = 1");
        variant.Descendants("code").Select(code => code.Value).ShouldNotContain("agents = 2");
        XElement run = variant.Elements("details").ShouldHaveSingleItem();
        run.Descendants("polyline").ShouldHaveSingleItem();
        run.Descendants("a").Select(link => link.Value).ShouldBe(["rounds.csv", "timings.csv", "policy.json"]);
        XElement table = run.Descendants("table").ShouldHaveSingleItem();
        table.Descendants("tr").Skip(1).Select(row => string.Join(' ', row.Elements().Select(cell => cell.Value)))
            .ShouldBe(["0 0.00 0.00 0.10 0.90", "1 0.25 0.25 0.25 0.25"]);
        Directory.GetFiles(_folder.Path, "policies*").Select(Path.GetFileName)
            .ShouldBe(["policies-grid.png", "policies-grid.svg", "policies.png", "policies.svg"], ignoreOrder: true);
    }

    [Fact]
    public void A_folder_without_its_experiment_file_still_has_a_report_with_a_notice()
    {
        Folder("{}");
        File.Delete(_folder.File("experiment.conf"));
        ReportFolder.WriteAll(_folder.Path);
        File.ReadAllText(_folder.File("report.html")).ShouldContain("Settings are not known: the folder has no experiment.conf.");
    }

    private ExperimentFolder Folder(string policy)
    {
        QuickstartFixture.Write(_folder.Path, rounds: 3);
        RunSummary run = SummaryFile.Read(_folder.Path).Runs[0];
        int period = policy.Contains("period", StringComparison.Ordinal) ? 2 : 1;
        SummaryFile.Write(
            _folder.Path,
            new ExperimentSummary { Experiment = "hand", Runs = [run with { Run = "s-fedpg-seed0", Period = period }] });
        Directory.Move(_folder.File("s-fedpg-seed-0"), _folder.File("s-fedpg-seed0"));
        File.WriteAllText(_folder.File("experiment.conf"), Experiment);
        File.WriteAllText(_folder.File("s-fedpg-seed0/policy.json"), policy);
        return ExperimentFolder.Read(_folder.Path);
    }
}
