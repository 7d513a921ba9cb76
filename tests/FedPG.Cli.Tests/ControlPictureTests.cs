using System.Globalization;
using System.Xml.Linq;

namespace FedPG.Cli.Tests;

/// <summary>The pictures of trajectories in the report of continuous states.</summary>
public class ControlPictureTests : Workspace
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("cart-pole", "phases", true)]
    [InlineData("pendulum", "phases", true)]
    [InlineData("mountain-car-continuous", "phases", false)]
    [InlineData("acrobot", "phases", false)]
    [InlineData("swimmer", "paths", true)]
    [InlineData("chain-lqr", "decay", false)]
    [InlineData("bit-bandit", "", false)]
    public async Task A_report_has_the_pictures_of_its_environment_and_writes_the_same_bytes_again(
        string environment, string figure, bool isMoving)
    {
        await RunAsync(environment);
        string[] pictures = ["phases", "paths", "decay"];
        pictures.Where(name => File.Exists(Path("out", $"{name}.png"))).ShouldBe(figure.Length == 0 ? [] : [figure]);
        File.Exists(Path("out", "animation.svg")).ShouldBe(isMoving);
        string page = await File.ReadAllTextAsync(Path("out", "report.html"));
        page.Contains("id=\"figure-animation\"", StringComparison.Ordinal).ShouldBe(isMoving);
        if (figure.Length == 0) return;
        page.ShouldContain($"id=\"figure-{figure}\"");
        page.Length.ShouldBeLessThan(500_000);
        string[] files = [$"{figure}.png", $"{figure}.svg", "report.html", .. isMoving ? ["animation.svg"] : Array.Empty<string>()];
        var before = files.Select(name => File.ReadAllBytes(Path("out", name))).ToArray();
        (await Tool.RunAsync("report", Path("out"))).Code.ShouldBe(0);
        for (int i = 0; i < files.Length; i++) File.ReadAllBytes(Path("out", files[i])).ShouldBe(before[i], files[i]);

        // A picture that no longer applies is removed.
        File.Delete(Path("out", "b-rs-fedpg-seed0", "policy.json"));
        (await Tool.RunAsync("report", Path("out"))).Code.ShouldBe(0);
        Directory.GetFiles(Path("out")).Select(System.IO.Path.GetFileName).Intersect(files).ShouldBe(["report.html"]);
    }

    [Fact]
    public async Task An_animation_shows_the_trajectory_of_simulate_with_the_seed_of_the_run()
    {
        string file = await RunAsync("pendulum");
        string policy = Path("out", "b-rs-fedpg-seed0", "policy.json");
        var steps = (await Tool.RunAsync("simulate", file, "--policy", policy, "--json")).Json.GetProperty("steps");
        var root = XDocument.Load(Path("out", "animation.svg")).Root!;
        root.Descendants().Select(element => element.Name.LocalName).ShouldNotContain("script");
        var rotation = root.Descendants(Svg + "animateTransform").Single(element => element.Attribute("type")!.Value == "rotate");
        double[] angles =
            [.. rotation.Attribute("values")!.Value.Split(';').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

        // One frame per step of 0.05 s, then a second of rest.
        angles.Length.ShouldBe(1 + 200 + 20);
        rotation.Attribute("dur")!.Value.ShouldBe("11s");
        for (int t = 0; t < 200; t++)
            angles[t + 1].ShouldBe(-steps[t].GetProperty("state")[0].GetDouble() * 180 / Math.PI, 0.0501);
        angles[^20..].ShouldAllBe(angle => angle == angles[200]);
        root.Descendants(Svg + "animate").Select(moved => moved.Attribute("values")!.Value.Split(';').Length).ShouldAllBe(n => n == 221);
    }

    [Fact]
    public async Task Animations_of_long_episodes_and_many_links_are_small()
    {
        await RunAsync("swimmer", "links = 8");
        new FileInfo(Path("out", "animation.svg")).Length.ShouldBeLessThan(60_000);
        await RunAsync("cart-pole", "pole-half-length = [0.5, 1, 1.5, 2, 2.5, 3]");
        var root = XDocument.Load(Path("out", "animation.svg")).Root!;
        root.Descendants(Svg + "animateTransform").Count(element => element.Attribute("type")!.Value == "rotate").ShouldBe(4);
        new FileInfo(Path("out", "phases.svg")).Length.ShouldBeLessThan(150_000);
    }

    private async Task<string> RunAsync(string environment, string constants = "")
    {
        string file = Write("c.conf", $$"""
            fedpg {
              name = {{environment}}
              rounds = 2
              agents = 6
              environment {
                type = {{environment}}
                {{constants}}
              }
              algorithm = b-rs-fedpg
              policy.bits = 2
              entropy.threshold = none
              local { steps = 1, batch = 4, horizon = 10 }
              evaluation { every = 2, episodes = 4, references = none }
            }
            """);
        var tool = await Tool.RunAsync("run", file, "--out", Path("out"), "--quiet", "--overwrite");
        tool.Code.ShouldBe(0, tool.Error);
        return file;
    }
}
