using CsCheck;
using FedPG.Experiments.Files;
using FedPG.Experiments.Tests.Configuration;

namespace FedPG.Experiments.Tests.Files;

public class PolicyFileTests
{
    public static TheoryData<string, string[]> Bad => new()
    {
        { """{"parameterization": "softmax", "parameters": []}""", ["p.json: format: found nothing; accepted: \"fedpg-policy/1\""] },
        { """{"format": "fedpg-mdp/1", "parameters": []}""", ["p.json: format: found \"fedpg-mdp/1\""] },
        { """{"format": "fedpg-policy/1", "parameters": []}""", ["p.json: the file: found no key \"parameterization\""] },
        { Text("softmx", "[]"), ["parameterization: found \"softmx\"; accepted: softmax, bit-softmax, probabilities or tsallis"] },
        { Text("softmax", "3"), ["parameters: found 3;", "[2][3] (states, actions)"] },
        { Text("softmax", "[[0, 0, 0]]"), ["parameters: found [1][3]; accepted: [2][3]"] },
        { Text("softmax", "[]"), ["parameters: found [0]; accepted: [2][3]"] },
        { Text("softmax", "[[0, 0, 0], [0, 0]]"), ["parameters, row 1: found 2 entries; accepted: 3"] },
        { Text("softmax", "[[0, 0, 0], [0, 0, \"x\"]]"), ["parameters, row 1, entry 2: found \"x\"; accepted: a finite number"] },
        { Text("softmax", "[[0, 0, 0], [0, 0, 1e999]]"), ["parameters, row 1, entry 2: found 1e999;"] },
        { Text("softmax", "[[0, 0, 0], [0, 0, null]]"), ["found null"] },
        { Text("softmax", "[[[0, 0], [0, 0], [0, 0]], [[0, 0], [0, 0], [0, 0]]]"), ["parameters, row 0, entry 0: found a list of 2;"] },
        { Text("bit-softmax", "[[0, 0, 0], [0, 0, 0]]"), ["parameters, row 0, node 0: found 0;"] },
        { Text("bit-softmax", "[[[0, 0]], [[0, 0]]]"), ["parameters, row 0: found 1 node; accepted: 3", "[2][3][2]"] },
        { Text("bit-softmax", "[[[0, 0], [0], [0, 0]], []]"), ["parameters, row 0, node 1: found 1 entry; accepted: 2"] },
        {
            Text("probabilities", "[[0.5, 0.5, 0], [0.5, 0.5, 0.5]]"),
            ["parameters, row 1: found a row that sums to 1.5; accepted: a sum of 1"]
        },
        { Text("probabilities", "[[0.5, 0.5, 0], [-1, 1, 1]]"), ["parameters, row 1, entry 0: found -1; accepted: a probability"] },
        {
            Text("softmax", "[[0, 0, 0], [0, 0, 0]]", "\"period\": 2, "),
            ["parameters: found [2][3]; accepted: [4][3] (period · states, actions)"]
        },
        { Text("softmax", "[]", "\"period\": 0, "), ["period: found 0; accepted: an integer from 1 to 64"] },
        { Text("softmax", "[]", "\"period\": 1.5, "), ["period: found 1.5;"] },
        { Text("softmax", "[]", "\"periods\": 1, "), ["unknown key \"periods\"; the nearest known one is \"period\""] },
        { Text("softmax", "[[0, 0, 0], [0, 0, 0]"), ["p.json: line 1, byte "] },
        {
            "{\"format\": \"fedpg-policy/1\", \"parameteri\\ud800ation\": \"softmax\", \"parameters\": []}",
            ["the file: found a key with half of a surrogate pair"]
        },
        { Text("softmax", "[]", "\"round\": -1, "), ["round: found -1; accepted: an integer of at least 0"] },
        { Text("softmax", "[]", "\"round\": \"7\", "), ["round: found \"7\""] },
        { Text("tsallis", "[[0, 0, 0], [0, 0, 0]]"), ["alpha: found nothing; accepted: a number above 0 and at most 1 for tsallis"] },
        { Text("tsallis", "[]", "\"alpha\": 1.5, "), ["alpha: found 1.5; accepted: a number above 0 and at most 1"] },
        { Text("tsallis", "[]", "\"alpha\": \"1\", "), ["alpha: found \"1\""] },
        { Text("softmax", "[]", "\"alpha\": 0.5, "), ["alpha: found 0.5; accepted: none: softmax has no alpha"] },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_gives_one_clear_line(string text, string[] parts)
    {
        using var folder = new Folder();
        string path = folder.Write("p.json", text);
        Refusal.ShouldGive(() => PolicyFile.Read(path, states: 2, actions: 3), parts);
    }

    [Theory]
    [InlineData(PolicyParameterization.Softmax, 4, 1, 4)]
    [InlineData(PolicyParameterization.Softmax, 2, 3, 2)]
    [InlineData(PolicyParameterization.Tsallis, 4, 1, 4)]
    [InlineData(PolicyParameterization.Tsallis, 3, 2, 3)]
    [InlineData(PolicyParameterization.BitSoftmax, 2, 1, 2)]
    [InlineData(PolicyParameterization.BitSoftmax, 3, 1, 6)]
    [InlineData(PolicyParameterization.BitSoftmax, 4, 2, 6)]
    [InlineData(PolicyParameterization.BitSoftmax, 5, 1, 14)]
    public void A_written_policy_reads_back_as_the_same_bits(PolicyParameterization parameterization, int actions, int period, int rowSize)
    {
        const int states = 3;
        using var folder = new Folder();
        string path = Path.Combine(folder.Path, "made", "policy.json");
        var finite = Gen.Double.Where(double.IsFinite);
        finite.Array[period * states * rowSize].Sample(
            values =>
            {
                double alpha = parameterization == PolicyParameterization.Tsallis ? 0.7 : 1;
                var policy = new PolicyParameters(parameterization, states, actions, period, [.. values])
                {
                    Alpha = alpha,
                    Round = period > 1 ? 12 : null,
                };
                PolicyFile.Write(path, policy);
                var read = PolicyFile.Read(path, states, actions);
                (read.Parameterization, read.Period, read.RowSize, read.Alpha, read.Round)
                    .ShouldBe((parameterization, period, rowSize, alpha, policy.Round));
                read.Values.Select(BitConverter.DoubleToInt64Bits).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits));
            },
            iter: 20,
            threads: 1);
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public void A_diverged_policy_is_written_as_json_and_refused_as_a_policy()
    {
        using var folder = new Folder();
        string path = folder.Write("p.json", "");
        PolicyFile.Write(path, new PolicyParameters(PolicyParameterization.Softmax, 1, 2, 1, [double.NaN, double.PositiveInfinity]));
        Should.Throw<SpecificationException>(() => PolicyFile.Read(path, 1, 2)).Message
            .ShouldContain("parameters, row 0, entry 0: found \"NaN\"; accepted: a finite number");
    }

    [Theory]
    [InlineData("softmax", PolicyParameterization.Softmax)]
    [InlineData("bit-softmax", PolicyParameterization.BitSoftmax)]
    public void The_policies_of_the_oracles_fit_their_environments(string name, PolicyParameterization parameterization)
    {
        string[] files = Directory.GetFiles("Data/oracles/vectors", $"case??.{name}.json");
        files.Length.ShouldBe(12);
        foreach (string file in files)
        {
            var environments = MdpFile.Read(file.Replace($"{name}.json", "mdp.json", StringComparison.Ordinal));
            PolicyFile.Read(file, environments.States, environments.Actions).Parameterization.ShouldBe(parameterization);
        }
    }

    private static string Text(string parameterization, string parameters, string more = "") =>
        $$"""{"format": "fedpg-policy/1", {{more}}"parameterization": "{{parameterization}}", "parameters": {{parameters}}}""";
}
