using FedPG.Experiments.Configuration;
using FedPG.Tool.Templates;

namespace FedPG.Cli.Tests.Guidance;

/// <summary><c>fedpg new</c>: copies of the tool's experiments.</summary>
public class NewCommandTests : Refusals
{
    [Fact]
    public void The_experiments_of_the_repository_are_templates()
    {
        ExperimentTemplate.All.ShouldContain(template => template.Name == "quickstart");
        ExperimentTemplate.All.ShouldContain(template => template.Name == "peers/scaffold-pg");
        ExperimentTemplate.All.ShouldNotContain(template => template.Name.StartsWith("cluster", StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_of_every_template_is_a_valid_experiment_of_the_new_name_on_its_own()
    {
        foreach (var template in ExperimentTemplate.All)
        {
            string folder = System.IO.Path.Combine(Path("copies"), template.Name);
            Directory.CreateDirectory(folder);
            var experiment = NewExperiment.From(template, "mine 2");
            foreach (var (name, text) in experiment.Files) File.WriteAllText(System.IO.Path.Combine(folder, name), text);
            var read = new ExperimentReader().Read(System.IO.Path.Combine(folder, "mine 2.conf"));
            read.Name.ShouldBe("mine 2", template.Name);
            read.Runs.ShouldNotBeEmpty(template.Name);
            template.Summary.Length.ShouldBeInRange(10, 300, template.Name);
        }
    }

    [Fact]
    public async Task A_new_experiment_runs()
    {
        Directory.CreateDirectory(Path("new"));
        var made = await Tool.RunAsync("new", "doors", "--from", "opposite-doors", "--out", Path("new"));
        made.Code.ShouldBe(0, made.Error);
        Directory.GetFiles(Path("new")).Select(System.IO.Path.GetFileName).Order()
            .ShouldBe(["doors.conf", "opposite-doors.mdp.json"]);
        made.Output.ShouldContain("doors.conf");
        var ran = await Tool.RunAsync(
            "run",
            System.IO.Path.Combine(Path("new"), "doors.conf"),
            "--set",
            "fedpg.rounds=3",
            "--seeds",
            "0",
            "--out",
            Path("out"),
            "--quiet");
        ran.Code.ShouldBe(0, ran.Error);
    }

    [Fact]
    public async Task Without_a_name_all_templates_are_listed()
    {
        var tool = await Tool.RunAsync("new");
        tool.Code.ShouldBe(0);
        tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(ExperimentTemplate.All.Count);
        tool.Output.ShouldContain("quickstart ");
    }

    [Fact]
    public async Task A_file_with_other_contents_is_kept()
    {
        Directory.CreateDirectory(Path("new"));
        string file = System.IO.Path.Combine(Path("new"), "mine.conf");
        File.WriteAllText(file, "own");
        await ShouldBeRefusedAsync(["new", "mine", "--out", Path("new")], ["mine.conf", "--overwrite"]);
        File.ReadAllText(file).ShouldBe("own");
        (await Tool.RunAsync("new", "mine", "--out", Path("new"), "--overwrite")).Code.ShouldBe(0);
        (await Tool.RunAsync("new", "mine", "--out", Path("new"))).Code.ShouldBe(0, "the same contents");
    }

    [Fact]
    public async Task What_is_no_name_and_no_template_is_refused()
    {
        await ShouldBeRefusedAsync(["new", "a/b"], ["'a/b'", "letters"]);
        await ShouldBeRefusedAsync(["new", "x", "--from", "peers/fednpq", "--out", Path("none")], ["'peers/fednpq'", "peers/fednpg"]);
        await ShouldBeRefusedAsync(["new", "x", "--out", Path("none")], ["--out", "folder"]);
    }
}
