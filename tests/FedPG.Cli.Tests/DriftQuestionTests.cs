using System.Globalization;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>
/// The world with two hills of hocon/questions/drift.conf, at full length and with one seed, against numbers that another program has
/// computed: late gaps, which are means over the last quarter of the rounds, and rounds until the gap stays below 1e-8.
/// </summary>
public class DriftQuestionTests : Workspace
{
    /// <summary>The best maximum; the reference value of the run agrees with it.</summary>
    private const double Best = 6.406074558309534;

    private static readonly (string Algorithm, int LocalSteps, double Gap)[] Biased =
    [
        ("s-fedpg", 5, 1.2012e-4), ("s-fedpg", 10, 2.5652e-4), ("s-fedpg", 50, 1.7496e-5), ("s-fedpg", 100, 1.4142e-3),
        ("fedsvrpg-m", 5, 2.263e-4), ("fedsvrpg-m", 10, 8.141e-4), ("fedsvrpg-m", 50, 3.013e-3), ("fedsvrpg-m", 100, 4.335e-4),
        ("fast-fedpg", 100, 0.2504),
    ];

    private static readonly (string Algorithm, int LocalSteps, double Bound)[] Unbiased =
    [
        ("scaffold-pg", 5, 1e-11), ("scaffold-pg", 10, 1e-11), ("scaffold-pg", 50, 1e-11), ("scaffold-pg", 100, 1e-10),
        ("fast-fedpg", 5, 1e-11), ("fast-fedpg", 10, 1e-11), ("fast-fedpg", 50, 1e-11),
    ];

    [Fact]
    public async Task On_two_hills_the_file_has_the_known_numbers_and_answers_in_their_direction()
    {
        var tool = await Tool.RunAsync(
            "run", Hocon("questions", "drift.conf"), "--variant", "two-hills", "--seeds", "0", "--out", Path("out"), "--quiet");
        tool.Code.ShouldBe(0, tool.Error);
        foreach (var (algorithm, localSteps, gap) in Biased)
            LateGap(algorithm, localSteps).ShouldBe(gap, 0.001 * gap, $"{algorithm}, H = {localSteps}");
        foreach (var (algorithm, localSteps, bound) in Unbiased)
            Math.Abs(LateGap(algorithm, localSteps)).ShouldBeLessThan(bound, $"{algorithm}, H = {localSteps}");
        RoundsUntil(1e-8, "s-fedpg", 1).ShouldBe(211);
        RoundsUntil(1e-8, "scaffold-pg", 10).ShouldBe(19);
        foreach (int localSteps in (int[])[5, 10, 50, 100]) RoundsUntil(1e-8, "s-fedpg", localSteps).ShouldBe(10_000 / localSteps + 1);

        using var answer = JsonDocument.Parse(File.ReadAllText(Path("out", "answer.json")));
        answer.RootElement.GetProperty("agreement").GetString().ShouldBe("Agrees");
        answer.RootElement.GetProperty("sentence").GetString().ShouldBe(
            "Local steps leave a bias in 1 of 1 environments, of up to 0.579 % of what can be gained (two-hills). fedprox-pg removes it at "
            + "no H. scaffold-pg removes it at every H tried. fast-fedpg removes it up to H = 50. fedsvrpg-m removes it at no H.");
        tool.Output.ReplaceLineEndings(" ").ShouldContain("fast-fedpg is not stable at the maximum near the last θ");
    }

    private static string Hocon(params string[] parts)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(System.IO.Path.Combine(root, "FedPG.Actors.sln")))
            root = System.IO.Path.GetDirectoryName(root);
        return System.IO.Path.Combine([root.ShouldNotBeNull(), "hocon", .. parts]);
    }

    private double LateGap(string algorithm, int localSteps)
    {
        double[] gaps = Gaps(algorithm, localSteps);
        return gaps[^((gaps.Length - 1) / 4)..].Average();
    }

    private int RoundsUntil(double bound, string algorithm, int localSteps) =>
        Array.FindLastIndex(Gaps(algorithm, localSteps), gap => gap >= bound) + 1;

    /// <summary>After every round, from the start.</summary>
    private double[] Gaps(string algorithm, int localSteps)
    {
        string[] lines = File.ReadAllLines(
            Path("out", $"two-hills-algorithm={algorithm}-local.steps={localSteps}-seed0", "rounds.csv"));
        int column = Array.IndexOf(lines[0].Split(','), "objective");
        double[] gaps = [.. lines[1..].Select(line => Best - double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))];
        gaps.Length.ShouldBe(10_000 / localSteps + 1);
        return gaps;
    }
}
