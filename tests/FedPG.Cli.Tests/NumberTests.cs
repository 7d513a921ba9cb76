using System.Globalization;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>Inputs that once gave wrong numbers, with the right values.</summary>
public class NumberTests : Workspace
{
    private static string Found { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "found");

    [Fact]
    public async Task Rewards_of_a_millionth_of_a_millionth_count()
    {
        var values = (await DescribeAsync(Input("01-small-rewards", "world.mdp.json"))).GetProperty("referenceValues");
        values.GetProperty("upperBound").GetDouble().ShouldBe(8.1e-12, 1e-21);
        Best(values, "bestDeterministic").ShouldBe(8.1e-12, 1e-21);
        Best(values, "bestStationary").ShouldBe(8.1e-12, 1e-21);
    }

    [Fact]
    public async Task Printed_numbers_are_neither_rounded_to_zero_nor_longer_than_needed()
    {
        (await Tool.RunAsync("describe", "--mdp", Input("01-small-rewards", "world.mdp.json"))).Output.ShouldContain(" 8.1e-12\n");
        (await Tool.RunAsync("describe", "--mdp", TwoStates("1e20"))).Output.ShouldContain(" 1e22\n");
    }

    [Fact]
    public async Task A_large_cost_that_no_good_policy_incurs_does_not_hide_small_differences()
    {
        var values = (await DescribeAsync(Input("03-cost-of-an-action", "world.mdp.json"))).GetProperty("referenceValues");
        Best(values, "bestDeterministic").ShouldBe(21.35, 1e-9);
        values.GetProperty("bestDeterministic").GetProperty("exhaustive").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Rows_of_a_published_table_are_divided_by_their_sums_with_one_note_from_every_verb()
    {
        const string Note = "3 rows of probabilities did not sum to 1 and were divided by their sums; the largest correction is 1e-6";
        string mdp = Input("05-thirds-with-six-decimals", "world.mdp.json");
        var described = await DescribeAsync(mdp);
        described.GetProperty("referenceValues").GetProperty("upperBound").GetDouble().ShouldBe(4, 1e-9);
        described.GetProperty("notices").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe(Note);

        string policy = Policy("[[0, 0], [0, 0], [0, 0]]");
        var evaluated = (await Tool.RunAsync("evaluate", "--mdp", mdp, "--policy", policy, "--json")).Json;
        evaluated.GetProperty("notices")[0].GetString().ShouldBe(Note);

        string experiment = Write(
            "thirds.conf", $"fedpg {{ name = thirds, rounds = 1, agents = 1, environment {{ type = file, path = \"{mdp}\" }} }}");
        var run = await Tool.RunAsync("run", experiment, "--out", Path("out"), "--json");
        run.Code.ShouldBe(0);
        run.Json.GetProperty("runs")[0].GetProperty("notices")[0].GetString().ShouldBe(Note);
    }

    [Fact]
    public async Task A_row_that_is_further_off_is_refused_in_one_line()
    {
        string text = File.ReadAllText(Input("05-thirds-with-six-decimals", "world.mdp.json"))
            .Replace("[0.333333, 0.333333, 0.333333]]]", "[0.3333, 0.3333, 0.3331]]]", StringComparison.Ordinal);
        var tool = await Tool.RunAsync("describe", "--mdp", Write("off.mdp.json", text));
        tool.Code.ShouldBe(2);
        tool.ErrorLines.ShouldHaveSingleItem().ShouldEndWith(
            "state 2, action 1, transitions: found a row that sums to 0.9997; accepted: a sum of 1 within 1e-4");
    }

    [Fact]
    public async Task The_optimum_of_a_single_type_is_proved_and_not_searched_for()
    {
        var random = new System.Random(3);
        const int States = 400;
        double[] Row()
        {
            var row = new double[States];
            while (row.Count(p => p > 0) < 4) row[random.Next(States)] = 0.25;
            return row;
        }

        T[][] ForAllPairs<T>(Func<T> draw) =>
            [.. Enumerable.Range(0, States).Select(_ => Enumerable.Range(0, 4).Select(_ => draw()).ToArray())];

        string text = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["format"] = "fedpg-mdp/1",
            ["discount"] = 0.95,
            ["initialDistribution"] = Enumerable.Repeat(1.0 / States, States),
            ["environments"] = new[]
            {
                new Dictionary<string, object>
                {
                    ["name"] = "one",
                    ["transitions"] = ForAllPairs(Row),
                    ["rewards"] = ForAllPairs(random.NextDouble),
                },
            },
        });
        var described = await DescribeAsync(Write("one.mdp.json", text));
        described.GetProperty("notices").GetArrayLength().ShouldBe(0);
        var values = described.GetProperty("referenceValues");
        double bound = values.GetProperty("upperBound").GetDouble();
        Best(values, "bestDeterministic").ShouldBe(bound);
        Best(values, "bestStationary").ShouldBe(bound);
        values.GetProperty("bestDeterministic").GetProperty("exhaustive").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_run_that_diverges_is_a_run_that_failed()
    {
        var tool = await Tool.RunAsync("run", Input("15-diverged-and-exit-code", "run.conf"), "--out", Path("out"), "--quiet");
        tool.Code.ShouldBe(1);
        tool.ErrorLines.ShouldHaveSingleItem().ShouldEndWith("diverged: its objective is not finite");
    }

    [Theory]
    [InlineData("1e-30", "1", "10^-8.7e30")]
    [InlineData("1e-300", "1", "10^-8.7e300")]
    [InlineData("1e-6", "1e306", "less than 10^-1e308")]
    public async Task A_notice_can_be_read(string temperature, string reward, string threshold)
    {
        string world = File.ReadAllText(Input("17-number-in-a-notice", "world.mdp.json"))
            .Replace("[0, 1], [1, 2]", $"[0, {reward}], [1, 2]", StringComparison.Ordinal);
        string mdp = Write("world.mdp.json", world), experiment = Write("run.conf", $$"""
            fedpg {
              name = notice, rounds = 1, algorithm = rs-fedpg, entropy.temperature = {{temperature}}
              environment { type = file, path = "{{mdp}}" }
            }
            """);
        var tool = await Tool.RunAsync("run", experiment, "--out", Path("out"), "--json");
        string? notice = tool.Json.GetProperty("runs")[0].GetProperty("notices")[0].GetString();
        notice.ShouldBe($"improvement threshold 'safe' is {threshold}, below double range: in effect inactive");
    }

    [Fact]
    public async Task An_objective_beyond_the_range_of_numbers_is_reported()
    {
        string mdp = TwoStates("1e308");
        var described = await DescribeAsync(mdp);
        described.GetProperty("referenceValues").GetProperty("upperBound").GetString().ShouldBe("Infinity");
        described.GetProperty("notices")[0].GetString()!.ShouldContain("beyond the range of numbers");
        string policy = Policy("[[0, 0], [0, 0]]");
        var evaluated = (await Tool.RunAsync("evaluate", "--mdp", mdp, "--policy", policy, "--json")).Json;
        evaluated.GetProperty("objective").GetString().ShouldBe("Infinity");
        evaluated.GetProperty("notices")[0].GetString()!.ShouldContain("beyond the range of numbers");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("false")]
    public async Task Without_reference_values_they_are_null(string setting)
    {
        string experiment = Write("none.conf", $"fedpg {{ name = none, rounds = 1, evaluation.references = {setting} }}");
        var values = (await Tool.RunAsync("describe", experiment, "--json")).Json.GetProperty("referenceValues");
        values.GetProperty("upperBound").ValueKind.ShouldBe(JsonValueKind.Null);
        values.GetProperty("bestStationary").GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
        var all = (await Tool.RunAsync("describe", experiment, "--references", "auto", "--json")).Json.GetProperty("referenceValues");
        all.GetProperty("upperBound").GetDouble().ShouldBeGreaterThan(0);
    }

    private string Policy(string parameters) => Write("policy.json", $$"""
        {"format": "fedpg-policy/1", "parameterization": "softmax", "parameters": {{parameters}}}
        """);

    private string TwoStates(string reward) => Write("two.mdp.json", string.Create(CultureInfo.InvariantCulture, $$"""
        {"format": "fedpg-mdp/1", "discount": 0.99, "initialDistribution": [1, 0], "environments": [{"name": "a",
         "transitions": [[[1, 0], [0, 1]], [[1, 0], [1, 0]]], "rewards": [[0, {{reward}}], [{{reward}}, 2]]}]}
        """));

    private static async Task<JsonElement> DescribeAsync(string mdp) => (await Tool.RunAsync("describe", "--mdp", mdp, "--json")).Json;

    private static double Best(JsonElement values, string name) => values.GetProperty(name).GetProperty("value").GetDouble();

    private static string Input(string folder, string file) => System.IO.Path.Combine(Found, folder, file);
}
