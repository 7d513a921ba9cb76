using FedPG.Experiments.Files;
using FedPG.Experiments.Tests.Configuration;

namespace FedPG.Experiments.Tests.Files;

public class MdpFileTests
{
    // Two states, two actions, one environment: every bad file below is this one with a piece replaced.
    private const string Good =
        """
        {"format": "fedpg-mdp/1", "discount": 0.9, "initialDistribution": [0.5, 0.5], "environments": [
          {"name": "e0", "transitions": [[[1, 0], [0.25, 0.75]], [[0, 1], [0.5, 0.5]]], "rewards": [[1, 2], [3, -4]]}]}
        """;

    public static TheoryData<string, string, string[]> Bad => new()
    {
        { "\"discount\"", "\"stateNames\": [\"a\"], \"discount\"", ["x.json: stateNames: found 1 name; accepted: 2, one per state"] },
        { "\"discount\"", "\"actionNames\": [1, 2], \"discount\"", ["x.json: actionNames, entry 0: found 1"] },
        { "fedpg-mdp/1", "fedpg-mdp/2", ["x.json: format: found \"fedpg-mdp/2\"; accepted: \"fedpg-mdp/1\""] },
        { "\"format\": \"fedpg-mdp/1\", ", "", ["x.json: the file: found no key \"format\"; accepted: the keys format, discount"] },
        { Good, "[1]", ["x.json: the file: found a list of 1; accepted: an object"] },
        { Good, "", ["x.json: line 1, byte 1:", "JSON"] },
        { "0.9,", "0.9", ["x.json: line 1, byte 43:", "fedpg-mdp/1"] },
        { "[1, 2]", "[1, NaN]", ["x.json: line 2, byte ", "found 'NaN'; accepted: JSON in the format fedpg-mdp/1"] },
        { "[3, -4]", "[3, -4],", ["x.json: line 2, byte "] },
        { "\"discount\"", "\"discuont\"", ["x.json: the file: unknown key \"discuont\"; the nearest known one is \"discount\""] },
        { "\"discount\": 0.9, ", "", ["the file: found no key \"discount\""] },
        { "\"discount\": 0.9", "\"discount\": 0.9, \"discount\": 0.8", ["the file: found the key \"discount\" twice"] },
        { "0.9", "1.5", ["discount: found 1.5; accepted: a number above 0 and at most 1"] },
        { "0.9", "\"0.9\"", ["discount: found \"0.9\"; accepted: a finite number"] },
        { "0.9", "1e999", ["discount: found 1e999; accepted: a finite number"] },
        {
            "\"initialDistribution\": [0.5, 0.5]",
            "\"initialDistribution\": [0.5, 0.4]",
            ["initialDistribution: found a row that sums to 0.9; accepted: a sum of 1"]
        },
        {
            "\"initialDistribution\": [0.5, 0.5]",
            "\"initialDistribution\": [1.5, -0.5]",
            ["initialDistribution, entry 0: found 1.5; accepted: a probability"]
        },
        { "\"initialDistribution\": [0.5, 0.5]", "\"initialDistribution\": []", ["initialDistribution: found no states"] },
        {
            "\"initialDistribution\": [0.5, 0.5]",
            "\"initialDistribution\": 1",
            ["initialDistribution: found 1; accepted: a list of numbers"]
        },
        {
            "\"initialDistribution\": [0.5, 0.5]",
            "\"initialDistribution\": [1]",
            ["environment 'e0', state 0, action 0, transitions: found 2 entries; accepted: 1, one per state"]
        },
        {
            "\"environments\"",
            "\"evaluationDistribution\": [1], \"environments\"",
            ["evaluationDistribution: found 1 entry; accepted: 2, one per state"]
        },
        { Good[Good.IndexOf("[\n", StringComparison.Ordinal)..], "[]}", ["environments: found an empty list; accepted: at least one"] },
        { "{\"name\": \"e0\", ", "{", ["environment 0: found no key \"name\""] },
        { "\"e0\"", "7", ["environment 0, name: found 7; accepted: a string"] },
        { "\"rewards\"", "\"reward\"", ["environment 0: unknown key \"reward\"; the nearest known one is \"rewards\""] },
        { "[0.25, 0.75]", "[0.25, 0.7]", ["x.json: environment 'e0', state 0, action 1, transitions: found a row that sums to 0.95"] },
        {
            "[0.25, 0.75]",
            "[0.25, null]",
            ["environment 'e0', state 0, action 1, transitions, entry 1: found null; accepted: a finite number"]
        },
        { "[0.25, 0.75]", "[1]", ["environment 'e0', state 0, action 1, transitions: found 1 entry; accepted: 2, one per state"] },
        { "[0.25, 0.75]", "0.25", ["environment 'e0', state 0, action 1, transitions: found 0.25; accepted: a list of numbers"] },
        { "[[0, 1], [0.5, 0.5]]", "[[0, 1]]", ["environment 'e0', state 1, rewards: found 2 entries; accepted: 1, one per action"] },
        { "[[0, 1], [0.5, 0.5]]]", "[[0, 1], [0.5, 0.5]], [[0, 1]]]", ["environment 'e0', transitions: found 3 states; accepted: 2"] },
        { "[0.25, 0.75]", "{\"2\": 1}", ["state 0, action 1, transitions: found state 2; accepted: a state from 0 to 1"] },
        { "[0.25, 0.75]", "{\"-1\": 1}", ["state 0, action 1, transitions: found the key \"-1\"; accepted: a state from 0 to 1"] },
        { "[0.25, 0.75]", "{\"1\": 0.5, \"01\": 0.5}", ["transitions: found the key \"01\"; accepted: a state from 0 to 1"] },
        { "[0.25, 0.75]", "{\"1\": 0.5, \"1\": 0.5}", ["state 0, action 1, transitions: found state 1 twice; accepted: every state once"] },
        { "[0.25, 0.75]", "{\"1\": null}", ["transitions, entry 1: found null; accepted: a finite number"] },
        { "[0.25, 0.75]", "{}", ["state 0, action 1, transitions: found a row that sums to 0; accepted: a sum of 1"] },
        { "[0.25, 0.75]", "[]", ["state 0, action 1, transitions: found 0 entries; accepted: 2, one per state"] },
        { "[0.25, 0.75]", "[[1, 0.5], 2]", ["state 0, action 1, transitions: found 2; accepted: pairs [state, number] only"] },
        { "[0.25, 0.75]", "[[1.0, 1]]", ["state 0, action 1, transitions: found 1.0; accepted: a state from 0 to 1"] },
        { "[0.25, 0.75]", "[[1, 1, 1]]", ["transitions, entry 1: found 1; accepted: the end of a pair [state, number]"] },
        { "[0.25, 0.75]", "[[1]]", ["transitions, entry 1: found the end of a list; accepted: a finite number"] },
        { "[0.25, 0.75]", "[0.25, [1, 0.75]]", ["transitions, entry 1: found a list of 2; accepted: a finite number"] },
        { "[3, -4]", "[3, {\"5\": 1}]", ["environment 'e0', state 1, action 1, rewards: found state 5; accepted: a state from 0 to 1"] },
        { "[3, -4]", "[3]", ["environment 'e0', state 1, rewards: found 1 entry; accepted: 2, one per action"] },
        { "[3, -4]", "[3, \"x\"]", ["environment 'e0', state 1, rewards, entry 1: found \"x\"; accepted: a finite number"] },
        { "[[1, 2], [3, -4]]", "[[1, 2]]", ["environment 'e0', rewards: found 1 state; accepted: 2"] },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_gives_one_clear_line(string piece, string replacement, string[] parts)
    {
        using var folder = new Folder();
        Good.ShouldContain(piece);
        string path = folder.Write("x.json", Good.Replace(piece, replacement, StringComparison.Ordinal));
        Refusal.ShouldGive(() => MdpFile.Read(path), parts);
    }

    [Fact]
    public void A_good_file_gives_its_environments()
    {
        using var folder = new Folder();
        var environments = MdpFile.Read(folder.Write("x.json", Good));
        (environments.States, environments.Actions, environments.Discount).ShouldBe((2, 2, 0.9));
        environments.Types[0].TransitionRow(0, 1).ToArray().ShouldBe([0.25, 0.75]);
        environments.Types[0].Reward(1, 1).ShouldBe(-4);
        environments.EvaluationDistribution.ShouldBe(environments.InitialDistribution);
        MdpFile.Read(Path.Combine(folder.Path, "x.json"), 0.5).Discount.ShouldBe(0.5);
    }

    [Fact]
    public void Names_are_kept_and_without_them_numbers_stand()
    {
        using var folder = new Folder();
        string named = Good.Replace(
            "\"discount\"", "\"stateNames\": [\"day\", \"night\"], \"actionNames\": [\"wait\", \"go\"], \"discount\"",
            StringComparison.Ordinal);
        var environments = MdpFile.Read(folder.Write("x.json", named));
        environments.StateNames.ShouldBe(["day", "night"]);
        environments.ActionNames.ShouldBe(["wait", "go"]);
        environments.NameOfType(0).ShouldBe("e0");
        environments.ScoredUnder([1, 0]).NameOfType(0).ShouldBe("e0");
        MdpFile.Read(folder.Write("y.json", Good)).StateNames.ShouldBeEmpty();
        new FedPG.Environments.SyntheticEnvironment().Build(0.9).NameOfType(1).ShouldBe("type 2");
    }

    [Fact]
    public void An_evaluation_distribution_is_kept_apart()
    {
        var environments = MdpFile.Read("Data/oracles/challenging-mdp.mdp.json");
        (environments.States, environments.Actions, environments.Types.Length).ShouldBe((7, 4, 2));
        environments.InitialDistribution[0].ShouldBe(0.05);
        environments.EvaluationDistribution[0].ShouldBe(1.0 / 7);
    }
}
