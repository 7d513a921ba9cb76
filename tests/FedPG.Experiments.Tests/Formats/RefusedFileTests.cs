using FedPG.Experiments.Tests.Configuration;
using FedPG.Formats;

namespace FedPG.Experiments.Tests.Formats;

public class RefusedFileTests
{
    public static TheoryData<string, string, string> Files => new()
    {
        { "x.tra", "", "line 1: found an empty text" },
        { "x.tra", "mdp\n0 0 0 1\n", "line 1: found the first line 'mdp' of Storm's own .tra" },
        { "x.tra", "2 2\n0 1 1\n", "line 1: found two counts, as of a chain without choices" },
        { "x.tra", "P = zeros(2,2);\n", "line 1: found a MATLAB matrix" },
        { "x.tra", "STATES 2\nTRANSITIONS 2\n", "line 1: found a file in MRMC's form" },
        { "x.rows.tra", "1 2 2\n", "found PRISM's export by rows" },
        { "x.tra", "1 2 2\n0 0 0 1\n0 1 0 [0.5,1]\n", "line 3: found the interval '[0.5,1]'" },
        { "x.tra", "1 2 2\n0 0 0 1\n0 1 1 1\n", "line 3, next state: found '1'; accepted: an integer from 0 to 0" },
        { "x.tra", "1 2 2\n0 0 0 1\n0 1 0 one\n", "line 3, probability: found 'one'" },
        { "x.tra", "1 2 3\n0 0 0 1\n0 1 0 1\n", "found 2 choices and 2 transitions; accepted: 2 and 3, as the first line says" },
        { "x.tra", "1 2 2\n0 0 0 1\n0 2 0 1\n", "state 0: found a choice 2 without 1" },
        { "x.tra", "1 2 3\n0 0 0 1\n0 1 0 .5\n0 1 0 .5\n", "line 4: found state 0, choice 1: the next state 0 again" },
        { "x.tra", "1 2 2\n0 0 0 1\n0 1 0 1/0\n", "line 3, probability: found '1/0'" },
        { "x.pexp", "# Labels\n0=\"init\"\n", "found no section '# Transitions (MDP)'" },
        { "x.drn", "@type: CTMC\n@model\n", "found a model of type 'CTMC'" },
        { "x.drn", "@type: MDP\n@parameters\np q\n@model\n", "found the parameters 'p q'" },
        { "x.drn", "@type: MDP\n@nr_states\n1\n@model\nstate 0 !2\n", "line 5: found an exit rate (!)" },
        { "x.drn", "@type: MDP\n@nr_states\n2\n@model\nstate 1\n", "line 5: found state 1; accepted: state 0" },
        { "x.drn", "@type: MDP\n@nr_states\n1\n@model\nstate 0\n0 : 1\n", "line 6: found a transition before an action" },
        { "x.drn", "@type: MDP\n@nr_states\n2\n@model\nstate 0\naction a\n0 : 1\n", "found an end after state 0; accepted: states up" },
        { "x.drn", "@type: MDP\n@nr_states\n1\n", "found the end of the file; accepted: @model" },
        { "x.MDP", "states: 2\n", "found no line 'actions:' before this one" },
        { "x.MDP", "states: a b\nactions: 2\nT: 0 : c : a 1\n", "line 3: found the state 'c'; accepted: a number from 0 to 1, or a name" },
        { "x.MDP", "states: a a\nactions: 2\n", "found the state 'a' twice" },
        { "x.MDP", "states: 2\nactions: 2\nT: 0\n1 0 0\n", "found 3 more words in the file; accepted: 4 numbers" },
        { "x.MDP", "states: 2\nactions: 2\nX: 0\n", "line 3: found 'X'; accepted: T: or R:" },
        { "x.MDP", "states: 2\nactions: 2\nT: 0 identity\n", "state 0, action 1: found no transitions" },
        { "x.json", "{\"P\": [[[[1, 2, 0, false]]]]}", "state 0, action 0, transition 0, next state: found 2; accepted: an integer" },
        { "x.json", "{\"P\": [[[[1, 0, 0]]]]}", "state 0, action 0, transition 0: found a list of 3" },
        { "x.json", "{\"P\": [[[[1, 0, 0, 2]]]]}", "transition 0, terminated: found 2" },
        { "x.json", "{\"0\": {\"0\": [], \"2\": []}}", "state 0: found the key \"2\"; accepted: the keys 0 to 1" },
        { "x.json", "{\"format\": \"gymnasium-P/2\", \"P\": []}", "format: found \"gymnasium-P/2\"" },
        { "x.json", "{\"P\": []}", "states: found 0" },
        { "x.txt", "what is this", "found a file of no known format; accepted: NumPy (.npz, .npy), PRISM explicit" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void What_cannot_be_read_is_one_line_with_its_place(string name, string text, string message) =>
        Refusal.ShouldGive(() => Imported.Text(new MdpOptions { Discount = 0.9 }, (name, text)), [$"{name}: ", message]);

    /// <summary>Whatever is damaged, reading ends with environments or with one line.</summary>
    [Theory]
    [InlineData("tiny.json", null)]
    [InlineData("two.pexp", "gain")]
    [InlineData("two.tra", "effort")]
    [InlineData("two.drn", "gain")]
    [InlineData("two.MDP", null)]
    [InlineData("line.POMDP", null)]
    [InlineData("corners.MDP", null)]
    public void Damage_gives_environments_or_one_line(string name, string? reward)
    {
        string text = File.ReadAllText(Path.Combine("Data", "formats", name));
        string[] pieces =
        [
            "0", "-1", "1e308", "NaN", "9223372036854775807", ":", "#", "*", "[", "{", "\n", "\0", "start", "uniform", "@model", "state",
        ];
        var random = new System.Random(name.Length);
        int refused = 0;
        for (int i = 0; i < 300; i++)
        {
            int at = random.Next(text.Length), length = random.Next(2) * random.Next(Math.Min(8, text.Length - at));
            string damaged = string.Concat(text.AsSpan(0, at), pieces[random.Next(pieces.Length)], text.AsSpan(at + length));
            try
            {
                Imported.Bytes(name, Imported.Utf8(damaged), new MdpOptions { Discount = 0.9, Reward = reward });
            }
            catch (SpecificationException error)
            {
                error.Message.ShouldNotContain("\n");
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(50);
    }
}
