using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>The experiment files of the paper's claims and of the questions it leaves, much reduced: each runs and is answered.</summary>
public class QuestionTests : Workspace
{
    public static TheoryData<string, string[]> Files => new()
    {
        {
            "paper/speed-up",
            [
                "fedpg.rounds=6", "fedpg.variants.common.sweep.agents=[2, 4]", "fedpg.variants.scaled-50.agents=4",
                "fedpg.variants.scaled-10.agents=6"
            ]
        },
        { "paper/heterogeneous", ["fedpg.rounds=6"] },
        { "paper/local-steps", ["fedpg.local-budget=4", "fedpg.sweep.local.steps=[1, 2]", "fedpg.variants.two-hills.local.horizon=5"] },
        { "paper/stochastic-optimum", ["fedpg.rounds=4", "fedpg.variants.rewards-differ.sweep.environment.seed=[0]"] },
        { "paper/landscape", ["fedpg.rounds=8", "fedpg.local.batch=8"] },
        { "paper/regularisation", ["fedpg.rounds=10", "fedpg.sweep.entropy.temperature=[0.01, 1]"] },
        { "questions/breaking-point", ["fedpg.rounds=4", "fedpg.variants.windy-cliff.sweep.environment.kappa=[0, 1]"] },
        { "questions/action-space", ["fedpg.rounds=4", "fedpg.sweep.environment.actions=[2, 5]"] },
        { "questions/cost-of-federation", ["fedpg.local-budget=20"] },
        {
            "questions/byzantine",
            [
                "fedpg.rounds=6", "fedpg.sweep.server.aggregator=[mean, krum]",
                "fedpg.variants.equal-attacked.sweep.faults.byzantine.attack=[ipm]",
                "fedpg.variants.different-attacked.sweep.faults.byzantine.attack=[ipm, noise]"
            ]
        },
        { "questions/drift", ["fedpg.local-budget=100", "fedpg.sweep.algorithm=[s-fedpg, scaffold-pg]"] },
        { "questions/asynchrony", ["fedpg.variants.asynchronous.rounds=50", "fedpg.variants.rescaled.rounds=50"] },
        {
            "questions/memory",
            ["fedpg.rounds=2", "fedpg.sweep.environment.epsilon-p=[0.0, 1.0]", "fedpg.sweep.environment.seed=[0]"]
        },
        { "questions/lojasiewicz", ["fedpg.rounds=20", "fedpg.sweep.environment.seed=[0]"] },
        {
            "questions/communication",
            ["fedpg.local-budget=100", "fedpg.variants.speed.local-budget=2", "fedpg.variants.speed.sweep.agents=[10, 100]"]
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Each_file_runs_and_its_question_is_answered(string file, string[] settings)
    {
        string[] set = [.. settings.SelectMany(setting => (string[])["--set", setting])];
        var tool = await Tool.RunAsync(
            ["run", Repository("hocon", $"{file}.conf"), "--seeds", "0..2", "--out", Path("out"), "--quiet", .. set]);
        tool.Error.ShouldBeEmpty();
        tool.Code.ShouldBe(0);
        using var answer = JsonDocument.Parse(File.ReadAllText(Path("out", "answer.json")));
        string sentence = answer.RootElement.GetProperty("sentence").GetString()!;
        string page = File.ReadAllText(Path("out", "report.html"));
        page.ShouldContain(System.Net.WebUtility.HtmlEncode(sentence));
        tool.Output.ReplaceLineEndings(" ")
            .Replace("  ", " ", StringComparison.Ordinal)
            .ShouldContain(string.Join(' ', sentence.Split(' ').Take(5)));
        new FileInfo(Path("out", "answer.png")).Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task Robustness_without_an_attacker_has_a_price_where_agents_differ_only()
    {
        var tool = await Tool.RunAsync(
            [
                "run", Repository("hocon", "questions", "byzantine.conf"), "--variant", "equal", "--variant", "different", "--seeds", "0",
                "--set", "fedpg.rounds=200", "--set", "fedpg.sweep.server.aggregator=[mean, median]", "--out", Path("out"), "--quiet",
            ]);
        tool.Code.ShouldBe(0, tool.Error);
        using var answer = JsonDocument.Parse(File.ReadAllText(Path("out", "answer.json")));
        answer.RootElement.GetProperty("agreement").GetString().ShouldBe("Agrees");
        answer.RootElement.GetProperty("sentence").GetString()!.ShouldStartWith(
            "equal: without an attacker no robust rule costs more than 1 % of what can be gained. "
            + "different: without an attacker median costs 1");
    }

    [Fact]
    public async Task Uncorrected_asynchrony_is_biased_as_far_as_the_shares_of_fast_and_slow_agents_say()
    {
        var tool = await Tool.RunAsync(
            [
                "run", Repository("hocon", "questions", "asynchrony.conf"), "--variant", "synchronous", "--variant", "buffered",
                "--variant", "malenia", "--out", Path("out"), "--quiet",
            ]);
        tool.Code.ShouldBe(0, tool.Error);
        using var answer = JsonDocument.Parse(File.ReadAllText(Path("out", "answer.json")));
        answer.RootElement.GetProperty("agreement").GetString().ShouldBe("Agrees");
        string sentence = answer.RootElement.GetProperty("sentence").GetString()!;
        sentence.ShouldContain("no rule is biased");
        sentence.ShouldContain("biased: buffered (late gap 14.");
        sentence.ShouldContain("14.642 % at the optimum of its shares");
    }

    [Fact]
    public async Task Memory_is_worth_more_where_kernels_differ_more()
    {
        var tool = await Tool.RunAsync(
            [
                "run", Repository("hocon", "questions", "memory.conf"), "--set", "fedpg.rounds=1",
                "--set", "fedpg.sweep.environment.epsilon-p=[0.0, 0.3, 1.0]", "--set", "fedpg.sweep.environment.seed=[0, 1]",
                "--out", Path("out"), "--quiet",
            ]);
        tool.Code.ShouldBe(0, tool.Error);
        using var answer = JsonDocument.Parse(File.ReadAllText(Path("out", "answer.json")));
        answer.RootElement.GetProperty("agreement").GetString().ShouldBe("Agrees");
        answer.RootElement.GetProperty("sentence").GetString()!.ShouldContain(" memory closes 0 % with epsilon-p 0.0 (ε_P 0.00), ");
    }

    private static string Repository(params string[] parts)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(System.IO.Path.Combine(root, "FedPG.Actors.sln")))
            root = System.IO.Path.GetDirectoryName(root);
        return System.IO.Path.Combine([root.ShouldNotBeNull(), .. parts]);
    }

    [Fact]
    public async Task Diagnostics_have_the_same_bytes_with_any_threads()
    {
        string conf = Write("d.conf", "fedpg {\n  rounds = 4\n  environment.type = synthetic\n  diagnostics.lojasiewicz = true\n}");
        async Task<byte[]> BytesAsync(string mode, string threads)
        {
            var tool = await Tool.RunAsync(
                "run", conf, "--out", Path(mode + threads), "--quiet", "--set", $"fedpg.runtime.mode={mode}", "--set",
                $"fedpg.runtime.threads={threads}");
            tool.Code.ShouldBe(0);
            return File.ReadAllBytes(Path(mode + threads, "s-fedpg-seed0", "diagnostics.csv"));
        }

        byte[] sequential = await BytesAsync("sequential", "1");
        (await BytesAsync("in-process", "2")).ShouldBe(sequential);
        File.ReadAllLines(Path("sequential1", "s-fedpg-seed0", "diagnostics.csv")).Length.ShouldBe(1 + 5 * 2);
    }

    [Fact]
    public async Task Diagnostics_of_a_policy_that_is_no_softmax_are_refused_before_anything_runs()
    {
        string conf = Write("d.conf", "fedpg {\n  algorithm = fedq\n  diagnostics.lojasiewicz = true\n}");
        var tool = await Tool.RunAsync("run", conf, "--out", Path("out"), "--quiet");
        tool.Code.ShouldBe(2);
        tool.ErrorLines.ShouldHaveSingleItem()
            .ShouldContain("fedpg.diagnostics.lojasiewicz: found true with fedq; accepted: false, or an algorithm with one softmax policy");
        Directory.Exists(Path("out")).ShouldBeFalse();
    }

    [Fact]
    public async Task Any_experiment_can_ask_without_naming_an_analysis()
    {
        string conf = Write(
            "q.conf",
            "fedpg {\n  rounds = 4\n  report.question = \"Which number of local steps?\"\n  sweep {\n    local.steps = [1, 2]\n  }\n}");
        var tool = await Tool.RunAsync("run", conf, "--out", Path("out"), "--quiet");
        tool.Code.ShouldBe(0);
        tool.Output.ShouldContain("Which number of local steps?");
        tool.Output.ShouldContain("ends highest, at");
        var again = await Tool.RunAsync("report", Path("out"));
        again.Output.ShouldContain("ends highest, at");
    }

    [Fact]
    public async Task A_question_that_cannot_be_answered_leaves_the_rest_of_the_report()
    {
        string conf = Write("q.conf", "fedpg {\n  rounds = 2\n  report {\n    question = \"How fast?\"\n    analysis = speed-up\n  }\n}");
        var tool = await Tool.RunAsync("run", conf, "--out", Path("out"), "--quiet");
        tool.Code.ShouldBe(0);
        tool.Output.ReplaceLineEndings(" ").ShouldContain("the question was not answered");
        File.Exists(Path("out", "answer.json")).ShouldBeFalse();
        File.Exists(Path("out", "report.html")).ShouldBeTrue();
    }
}
