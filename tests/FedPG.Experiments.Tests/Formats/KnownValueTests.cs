using FedPG.Experiments.Numpy;
using FedPG.Formats;

namespace FedPG.Experiments.Tests.Formats;

/// <summary>Optimal values of files written by hand, computed apart from this project or by hand.</summary>
public class KnownValueTests
{
    public static TheoryData<string, MdpOptions, int, double> Files => new()
    {
        { "frozen-lake.json", new() { Discount = 0.99 }, 0, 0.5420259320 },
        { "frozen-lake.json", new() { Discount = 0.9 }, 0, 0.0688909049 },
        { "cliff-walking.json", new() { Discount = 0.99 }, 36, -12.2478977 },
        { "tiny.json", new() { Discount = 0.9 }, 0, 0.5 / 0.55 },
        { "two.pexp", new() { Discount = 0.9, Reward = "gain" }, 0, 9 },
        { "two.pexp", new() { Discount = 0.9, Reward = "gain" }, 1, 10 },
        { "two.pexp", new() { Discount = 0.9, Reward = "effort" }, 0, 5 },
        { "two.pexp", new() { Discount = 0.9, Reward = "effort", Cost = true }, 0, -2 / 0.55 },
        { "two.tra", new() { Discount = 0.9, Reward = "gain" }, 0, 9 },
        { "two.tra", new() { Discount = 0.9, Reward = "effort" }, 0, 5 },
        { "two.drn", new() { Discount = 0.9, Reward = "gain" }, 0, 9 },
        { "two.drn", new() { Discount = 0.9, Reward = "effort", Cost = true }, 0, -2 / 0.55 },
        { "two.MDP", new(), 0, 7.2 / 0.82 },
        { "two.MDP", new(), 1, 10 },
        { "line.POMDP", new(), 0, 48 / 31.0 },
        { "line.POMDP", new(), 1, 64 / 31.0 },
        { "line.POMDP", new(), 3, 44 / 31.0 },
        { "corners.MDP", new(), 1, -0.8 / 0.81 },
        { "corners.MDP", new(), 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Optima_are_right(string file, MdpOptions options, int state, double expected)
    {
        // CliffWalking's is published with ten digits.
        double tolerance = file == "cliff-walking.json" ? 5e-8 : 1e-9;
        Imported.Optimum(Imported.Data(file, options))[state].ShouldBe(expected, tolerance);
    }

    [Theory]
    [InlineData(0.9, 26.244, 29.484, 33.484)]
    [InlineData(0.96, 74.6496, 78.1056, 82.1056)]
    public void The_forest_of_pymdptoolbox_has_its_values(double discount, params double[] expected)
    {
        double[] kernel = [.1, .9, 0, .1, 0, .9, .1, 0, .9, 1, 0, 0, 1, 0, 0, 1, 0, 0];
        byte[] content = NumpyArchive.Write(
        [
            ("P", NumpyArray.OfNumbers(kernel, 2, 3, 3)), ("R", NumpyArray.OfIntegers([0, 0, 0, 1, 4, 2], 3, 2)),
            ("gamma", NumpyArray.OfNumbers([0.9])),
        ]);
        var forest = Imported.Bytes("forest.npz", content, discount == 0.9 ? null : new MdpOptions { Discount = discount });
        double[] found = Imported.Optimum(forest);
        for (int s = 0; s < 3; s++) found[s].ShouldBe(expected[s], 1e-9);
        forest.Notices.ShouldHaveSingleItem().ShouldContain("no start");
    }

    [Fact]
    public void Ends_of_episodes_absorb_and_without_the_rule_the_value_would_be_another()
    {
        // The goal has ordinary rows in the file; FrozenLake's goal loops on itself.
        var cliff = Imported.Data("cliff-walking.json", new() { Discount = 0.99 });
        (cliff.States, cliff.Notices.Length).ShouldBe((48, 1));
        cliff.Types[0].TransitionRow(47, 0)[47].ShouldBe(1);
        cliff.Types[0].Reward(47, 0).ShouldBe(0);
        Imported.Data("frozen-lake.json", new() { Discount = 0.99 }).States.ShouldBe(16);
    }

    [Fact]
    public void Names_come_along()
    {
        Imported.Data("two.MDP").StateNames.ShouldBe(["here", "there"]);
        Imported.Data("two.MDP").ActionNames.ShouldBe(["stay", "go"]);
        Imported.Data("two.pexp", new() { Discount = 0.9, Reward = "gain" }).ActionNames.ShouldBe(["stay/wait", "go"]);
        Imported.Data("two.drn", new() { Discount = 0.9, Reward = "gain" }).ActionNames.ShouldBe(["wait", "go"]);
        Imported.Data("line.POMDP").StateNames[3].ShouldBe("goal");
    }

    [Fact]
    public void What_was_changed_is_said_once()
    {
        var two = Imported.Data("two.pexp", new() { Discount = 0.9, Reward = "gain" });
        two.Notices.ShouldBeEmpty();
        two.ActionSets.Counts.ShouldBe([2, 1]);
        string[] notices = [.. Imported.Data("line.POMDP").Notices];
        notices.Length.ShouldBe(2);
        notices[0].ShouldContain("POMDP");
        notices[1].ShouldBe("2 rows of probabilities did not sum to 1 and were divided by their sums; the largest correction is 1e-6");
    }

    [Fact]
    public void The_starts_are_those_of_the_files()
    {
        Imported.Data("line.POMDP").InitialDistribution.ShouldBe([1 / 3.0, 1 / 3.0, 1 / 3.0, 0]);
        Imported.Data("two.MDP").InitialDistribution.ShouldBe([1, 0]);
        Imported.Data("two.tra", new() { Discount = 0.9, Reward = "effort" }).InitialDistribution.ShouldBe([1, 0]);
        Imported.Data("corners.MDP").InitialDistribution.ShouldBe([0.25, 0.25, 0.25, 0.25]);
    }
}
