using System.Text.Json.Nodes;
using FedPG.Cli.Tests.Browser;

namespace FedPG.Cli.Tests;

/// <summary>The report's page, opened in a browser as a reader opens it.</summary>
public sealed class ReportPageTests : Workspace
{
    [Fact]
    public async Task A_page_with_every_section_is_whole_on_a_screen_on_a_telephone_and_on_paper()
    {
        string folder = await RunAsync("grid", """
            fedpg {
              name = grid
              seeds = [0, 1, 2]
              rounds = 12
              agents = 4
              environment.type = gridworld
              environment.epsilon-p = 0.3
              faults.dropout.probability = 0.3
              faults.straggler.speed-spread = 0.5
              variants {
                plain {
                }
                alternating {
                  policy.period = 2
                }
                fedq {
                  algorithm = fedq
                }
              }
            }
            """);
        await ShouldBeWholeAsync(
            folder, "objective", "profiles", "gap", "objective-time", "participation", "drift", "policies", "policies-grid");
    }

    [Fact]
    public async Task A_page_of_continuous_states_is_whole_with_its_animation()
    {
        string folder = await RunAsync("swimming", """
            fedpg {
              name = swimming
              rounds = 4
              agents = 4
              environment { type = swimmer }
              algorithm = b-rs-fedpg
              entropy.threshold = none
              local { steps = 2, batch = 4, horizon = 20 }
              evaluation { every = 2, episodes = 4, references = none }
            }
            """);
        await ShouldBeWholeAsync(folder, "objective", "return", "drift", "paths", "animation");
    }

    [Fact]
    public async Task Failed_runs_are_shown_with_all_other_results()
    {
        string folder = await RunAsync(
            "failing", SmallExperiment.Replace("name = small", "name = failing", StringComparison.Ordinal), "--seeds", "0..3");
        // A run that diverged and one that could not go on, as they are recorded.
        string summary = System.IO.Path.Combine(folder, "summary.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(summary))!;
        json["runs"]![1]!["objective"] = "NaN";
        json["runs"]![2]!["completed"] = false;
        json["runs"]![2]!["notices"] = new JsonArray("failed: agent 3 threw");
        await File.WriteAllTextAsync(summary, json.ToJsonString());
        string rounds = System.IO.Path.Combine(folder, "s-fedpg-seed2", "rounds.csv");
        await File.WriteAllLinesAsync(rounds, (await File.ReadAllLinesAsync(rounds))[..4]);
        var report = await Tool.RunAsync("report", folder);
        report.Code.ShouldBe(0, report.Error);
        report.Output.ShouldContain("2 failed");
        await ShouldBeWholeAsync(folder, "objective", "gap", "drift", "policies");
        string page = await File.ReadAllTextAsync(System.IO.Path.Combine(folder, "report.html"));
        page.ShouldContain("2 of 4 runs failed (seed 1 diverged; seed 2 stopped after round 6)");
        page.ShouldContain("""<span class="state">diverged</span>""");
    }

    [Fact]
    public async Task An_environment_and_a_sweep_of_the_users_own_get_the_same_report_without_code()
    {
        Write("lights.mdp.json", """
            {
              "format": "fedpg-mdp/1",
              "discount": 0.9,
              "initialDistribution": [0.5, 0.5, 0],
              "environments": [
                {"name": "day", "transitions": [[[0,1,0],[1,0,0]],[[0,0,1],[1,0,0]],[[0,0,1],[0.5,0.5,0]]],
                 "rewards": [[0,0.1],[0,0.2],[1,0]]},
                {"name": "night", "transitions": [[[1,0,0],[0,1,0]],[[1,0,0],[0,0,1]],[[0,0,1],[0.5,0.5,0]]],
                 "rewards": [[0.1,0],[0.2,0],[1,0]]}
              ]
            }
            """);
        string folder = await RunAsync("lights", """
            fedpg {
              name = lights
              seeds = [0, 1, 2]
              rounds = 10
              environment {
                type = file
                path = "lights.mdp.json"
              }
              variants {
                plain {
                }
                bits {
                  algorithm = b-rs-fedpg
                }
              }
              sweep {
                "local.step-size" = [0.02, 0.1, 0.5]
              }
            }
            """);
        await ShouldBeWholeAsync(folder, "objective", "sweep", "profiles", "gap", "drift", "policies");
        Directory.GetFiles(System.IO.Path.Combine(folder, "tables")).Select(System.IO.Path.GetFileName).ShouldBe(
            from table in (string[])["comparison", "results", "rounds-to-gap", "steps-to-gap"]
            from kind in (string[])["csv", "md", "tex"]
            select $"{table}.{kind}",
            ignoreOrder: true);
        string comparison = await File.ReadAllTextAsync(System.IO.Path.Combine(folder, "tables", "comparison.md"));
        comparison.ShouldContain("better than plain");
        comparison.ShouldMatch(@"\| bits +\| +3 \| +9 \|");
    }

    [Fact]
    public async Task A_broken_page_would_be_noticed()
    {
        string page = Write("broken.html", """
            <!DOCTYPE html><html><head><meta name="viewport" content="width=device-width"/></head><body><main>
            <figure id="figure-empty"><svg width="300" height="200"></svg><figcaption>Nothing</figcaption></figure>
            <a href="#nowhere">gone</a> <a href="runs/gone.csv">gone</a> <p style="width:900px">wide</p>
            <img src="http://127.0.0.1:9/logo.png"/><script>undefined.property</script></main></body></html>
            """);
        await using var browser = await Chromium.StartAsync();
        string[] faults = await (await BrowserPage.OpenAsync(browser, page, width: 390)).FaultsAsync();
        string[] expected =
        [
            "Cannot read properties", "figure figure-empty: 0 shapes", "the page is 9", "dead link: #nowhere", "gone.csv",
            "fetched: http://127.0.0.1:9",
        ];
        foreach (string fault in expected)
            faults.ShouldContain(found => found.Contains(fault, StringComparison.Ordinal), fault);
    }

    private async Task<string> RunAsync(string name, string experiment, params string[] arguments)
    {
        var tool = await Tool.RunAsync(["run", Write($"{name}.conf", experiment), "--out", Path(name), "--quiet", .. arguments]);
        tool.Code.ShouldBe(0, tool.Error);
        return Path(name);
    }

    private static async Task ShouldBeWholeAsync(string folder, params string[] figures)
    {
        string file = System.IO.Path.Combine(folder, "report.html");
        await using var browser = await Chromium.StartAsync();
        foreach (var (width, media) in ((int, string)[])[(1280, "screen"), (390, "screen"), (320, "screen"), (720, "print")])
        {
            var page = await BrowserPage.OpenAsync(browser, file, width, media);
            (await page.FaultsAsync()).ShouldBeEmpty($"{width} pixels, {media}");
            (await page.TextsAsync("[...document.querySelectorAll('figure')].map(figure => figure.id)"))
                .ShouldBe(figures.Select(name => $"figure-{name}"), ignoreOrder: true);
        }

        new FileInfo(file).Length.ShouldBeLessThan(5_000_000);
    }
}
