namespace FedPG.Cli.Tests;

public class ConvertTests : Refusals
{
    private static string Data(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "formats", name);

    [Theory]
    [InlineData("mine.npz")]
    [InlineData("mine.mdp.json")]
    [InlineData("mine.tra")]
    [InlineData("mine.pexp")]
    [InlineData("mine.drn")]
    [InlineData("mine.MDP")]
    [InlineData("mine.gym.json")]
    public async Task A_file_keeps_its_optimum_in_every_format(string name)
    {
        var converted = await Tool.RunAsync("convert", Data("frozen-lake.json"), "--discount", "0.99", "--out", Path(name));
        converted.Code.ShouldBe(0, converted.Error);
        converted.Output.ShouldStartWith($"written to {Path(name)}");
        string[] discount = name is "mine.npz" or "mine.mdp.json" or "mine.MDP" ? [] : ["--discount", "0.99"];
        var described = await Tool.RunAsync(["describe", "--mdp", Path(name), .. discount, "--json"]);
        described.Json.GetProperty("referenceValues").GetProperty("upperBound").GetDouble().ShouldBe(0.5420259320, 1e-9);
        (converted.ErrorLines.Length > 0).ShouldBe(discount.Length > 0);
        converted.ErrorLines.ShouldAllBe(line => line.StartsWith("note: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_files_become_one_federation_which_an_experiment_runs()
    {
        string other = Write("other.json", File.ReadAllText(Data("tiny.json")).Replace("[0.5, 1, 1, true]", "[0.5, 1, 2, true]"));
        (await Tool.RunAsync("convert", Data("tiny.json"), other, "--discount", "0.9", "--out", Path("pair.mdp.json"))).Code.ShouldBe(0);
        var pair = (await Tool.RunAsync("describe", "--mdp", Path("pair.mdp.json"), "--json")).Json;
        pair.GetProperty("types").GetInt32().ShouldBe(2);
        var direct = (await Tool.RunAsync("describe", "--mdp", Data("tiny.json"), other, "--discount", "0.9", "--json")).Json;
        direct.GetRawText().ShouldBe(pair.GetRawText());
        string experiment = Write("e.conf", $$"""
            fedpg {
              agents = 2
              rounds = 2
              discount = 0.9
              local { horizon = 5, batch = 4 }
              environment {
                type = file
                path = ["{{Data("tiny.json")}}", other.json]
              }
            }
            """.Replace("{ horizon = 5, batch = 4 }", "{\n horizon = 5\n batch = 4\n}"));
        var run = await Tool.RunAsync("run", experiment, "--out", Path("done"), "--quiet");
        run.Code.ShouldBe(0, run.Error);
        string resolved = File.ReadAllText(Path("done", "experiment.conf"));
        resolved.ShouldContain(Path("other.json"));
        (await Tool.RunAsync("run", Path("done", "experiment.conf"), "--out", Path("again"), "--quiet")).Code.ShouldBe(0);
        File.ReadAllText(Path("again", "experiment.conf")).ShouldBe(resolved);
    }

    [Theory]
    [InlineData("--discount 1.5", "--discount: found 1.5; accepted: a number above 0 and at most 1")]
    [InlineData("--discount 0,9", "--discount: found 0,9")]
    [InlineData("--axes ass", "axes: found 'ass', which files in the format gymnasium-P/1 do not use")]
    [InlineData("", "tiny.json: discount: found none in the file; accepted: one set by fedpg.discount, or by --discount")]
    public async Task Options_that_do_not_fit_are_one_line(string options, string part) => await ShouldBeRefusedAsync(
        ["convert", Data("tiny.json"), "--out", Path("x.npz"), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)], [part]);

    [Fact]
    public Task An_option_of_files_without_a_file_is_one_line() =>
        ShouldBeRefusedAsync(["describe", Small(), "--cost"], ["--cost: found no MDP file; accepted: --cost beside --mdp FILE"]);

    [Fact]
    public async Task An_experiment_without_a_discount_names_the_key()
    {
        string experiment = Write("e.conf", $"fedpg {{\n environment {{\n type = file\n path = \"{Data("tiny.json")}\"\n }}\n}}\n");
        await ShouldBeRefusedAsync(
            ["run", experiment, "--out", Path("out")], ["e.conf: fedpg.environment: ", "tiny.json: discount", "fedpg.discount"]);
    }

    [Fact]
    public async Task Policies_are_printed_with_names()
    {
        string policy = Write("p.json", """{"format":"fedpg-policy/1","parameterization":"softmax","parameters":[[0,0],[0,0]]}""");
        var tool = await Tool.RunAsync("evaluate", "--mdp", Data("two.MDP"), "--policy", policy);
        tool.Output.ShouldContain("stay");
        tool.Output.ShouldContain("  there");
    }

    [Fact]
    public async Task Trajectories_are_printed_with_names()
    {
        string actions = Write("a.json", "[0, 1]");
        var tool = await Tool.RunAsync("simulate", "--mdp", Data("two.MDP"), "--actions", actions, "--start", "0");
        tool.Code.ShouldBe(0, tool.Error);
        string[] rows = [.. tool.Output.Split('\n').Where(line => line.Contains("here", StringComparison.Ordinal))];
        rows.Length.ShouldBe(3);
        rows[1].ShouldContain("stay");
        rows[2].ShouldContain("go");
    }
}
