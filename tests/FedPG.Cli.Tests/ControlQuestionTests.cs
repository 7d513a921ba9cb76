using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>The questions of hocon/control, much reduced: each runs and is answered.</summary>
public class ControlQuestionTests : Workspace
{
    public static TheoryData<string, string[], string[]> Files => new()
    {
        {
            "action-dimensions",
            ["d-1", "d-2", "plain-d-1", "plain-d-2", "flat-d-1", "gaussian-d-1"],
            ["fedpg.rounds=2", "fedpg.variants.gaussian-d-1.evaluation.episodes=8"]
        },
        {
            "resolution", ["gaussian", "levels"],
            ["fedpg.rounds=2", "fedpg.evaluation.episodes=8", "fedpg.variants.levels.sweep.policy.bits=[2, 3]"]
        },
        { "chain", ["levels"], ["fedpg.rounds=2", "fedpg.evaluation.episodes=8"] },
        {
            "heterogeneous-control", ["lqr"],
            ["fedpg.rounds=2", "fedpg.evaluation.episodes=8", "fedpg.variants.lqr.sweep.environment.epsilon-a=[0.0, 0.2]"]
        },
        {
            "classic", ["cart-pole", "acrobot"],
            ["fedpg.rounds=2", "fedpg.evaluation.episodes=8", "fedpg.local.batch=4"]
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Each_file_runs_and_its_question_is_answered(string file, string[] variants, string[] settings)
    {
        string[] set =
        [
            .. variants.SelectMany(variant => (string[])["--variant", variant]),
            .. settings.SelectMany(setting => (string[])["--set", setting]),
        ];
        var tool = await Tool.RunAsync(
            ["run", Hocon($"{file}.conf"), "--seeds", "0..2", "--out", Path("out"), "--quiet", .. set]);
        tool.Error.ShouldBeEmpty();
        tool.Code.ShouldBe(0);
        using var answer = JsonDocument.Parse(File.ReadAllText(Path("out", "answer.json")));
        string sentence = answer.RootElement.GetProperty("sentence").GetString()!;
        File.ReadAllText(Path("out", "report.html")).ShouldContain(System.Net.WebUtility.HtmlEncode(sentence));
        new FileInfo(Path("out", "answer.png")).Length.ShouldBeGreaterThan(1000);
    }

    private static string Hocon(string file)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(System.IO.Path.Combine(root, "FedPG.Actors.sln")))
            root = System.IO.Path.GetDirectoryName(root);
        return System.IO.Path.Combine([root.ShouldNotBeNull(), "hocon", "control", file]);
    }
}
