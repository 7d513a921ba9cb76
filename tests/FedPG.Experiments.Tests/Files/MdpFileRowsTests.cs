using System.Text;
using CsCheck;
using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Experiments.Tests.Configuration;
using FedPG.Formats;

namespace FedPG.Experiments.Tests.Files;

public class MdpFileRowsTests
{
    [Fact]
    public void Rows_mean_the_same_in_all_three_forms()
    {
        var full = Read(World("[0, 0.25, 0.75]", "[5, 6, 7]"));
        full.Types[0].Reward(0, 1).ShouldBe(0.25 * 6 + 0.75 * 7);
        (string, string)[] others =
        [
            ("{\"1\": 0.25, \"2\": 0.75}", "{\"0\": 5, \"1\": 6, \"2\": 7}"), ("[[1, 0.25], [2, 0.75]]", "[[1, 6], [2, 7]]"),
            ("{\"2\": 0.75, \"1\": 0.25}", "[[2, 7], [1, 6]]"), ("[[2, 0.75], [0, 0], [1, 0.25]]", "{\"2\": 7, \"1\": 6}"),
        ];
        foreach (var (row, rewards) in others)
        {
            var other = Read(World(row, rewards));
            other.Types[0].HasSameDynamics(full.Types[0]).ShouldBeTrue(row);
        }
    }

    [Fact]
    public void Rewards_on_arrival_that_are_not_listed_are_0() => Read(World("{\"1\": 0.25, \"2\": 0.75}", "{\"2\": 8}"))
        .Types[0].Reward(0, 1).ShouldBe(6);

    [Fact]
    public void The_first_state_may_be_listed_alone_and_keys_may_have_any_order()
    {
        const string Text = """
            {"environments": [{"rewards": [[0, 1], [2, 3]], "transitions": [[{"1": 1}, {"0": 1}], [[[1, 1]], [0.5, 0.5]]], "name": "x"}],
             "initialDistribution": {"1": 1}, "discount": 0.5, "format": "fedpg-mdp/1"}
            """;
        var read = Read(Text);
        read.InitialDistribution.ShouldBe([0, 1]);
        read.Types[0].Rewards.ToArray().ShouldBe([0, 1, 2, 3]);
        Should.Throw<SpecificationException>(() => Read(Text.Replace("{\"1\": 1}, \"disc", "{\"2\": 1}, \"disc", StringComparison.Ordinal)))
            .Message.ShouldContain("initialDistribution: found state 2; accepted: a state from 0 to 1");
    }

    [Fact]
    public void A_terminal_state_needs_no_rows_and_has_none_of_the_rewards_that_the_file_gives_it()
    {
        var bare = Read(Ending("[]", "[]"));
        bare.TerminalStates.ShouldBe([1]);
        bare.ActionSets.Counts.ShouldBe([2, 1]);
        bare.Types[0].Rewards.ToArray().ShouldBe([0, 1, 0, 0]);
        bare.Notices.ShouldBeEmpty();
        var given = Read(Ending("[{\"0\": 1}, {\"1\": 1}]", "[5, 5]"));
        given.Types[0].HasSameDynamics(bare.Types[0]).ShouldBeTrue();
        given.Notices.ShouldHaveSingleItem()
            .ShouldStartWith("1 terminal state has transitions or rewards in the file, which have no effect");
        string other = Ending("[]", "[]").Replace("[1], \"e", "[0], \"e", StringComparison.Ordinal);
        Should.Throw<SpecificationException>(() => Read(other)).Message
            .ShouldContain("environment 'x', state 1, transitions: found 0 actions; accepted: at least 1 action, or the state among");

        static string Ending(string rows, string rewards) => $$"""
            {"format": "fedpg-mdp/1", "discount": 0.5, "initialDistribution": {"0": 1}, "terminalStates": [1], "environments": [
             {"name": "x", "transitions": [[{"1": 1}, {"0": 1}], {{rows}}], "rewards": [[0, 1], {{rewards}}]}]}
            """;
    }

    [Fact]
    public void Environments_may_have_first_states_of_their_own_and_keep_them()
    {
        const string Type = """
            {"name": "x", "initialDistribution": {"1": 1},
             "transitions": [[{"1": 1}, {"0": 1}], [{"1": 1}, {"0": 1}]], "rewards": [[0, 1], [2, 3]]}
            """;
        string other = Type.Replace("{\"1\": 1},\n", "[1, 0],\n", StringComparison.Ordinal);
        string text = $$"""{"format": "fedpg-mdp/1", "discount": 0.5, "environments": [{{Type}}, {{other}}]}""";
        var read = Read(text);
        read.Types[0].Start.ShouldBe([0, 1]);
        read.Types[1].Start.ShouldBe([1, 0]);
        read.InitialDistribution.ShouldBe([0.5, 0.5]);
        var again = Read(MdpFileTextTests.Text(read));
        again.Types.Select(type => type.Start.ToArray()).ShouldBe([[0, 1], [1, 0]]);
        again.IsScoredFromStart.ShouldBeTrue();
        string without = text.Replace("\"initialDistribution\": [1, 0],", "", StringComparison.Ordinal);
        Should.Throw<SpecificationException>(() => Read(without)).Message.ShouldContain(
            "the file: found no key \"initialDistribution\"; accepted: the key, or initialDistribution in every environment");
    }

    [Fact]
    public void A_state_beyond_the_last_is_refused_where_it_stands()
    {
        const string Text = """
            {"format": "fedpg-mdp/1", "discount": 0.5, "initialDistribution": {"0": 1}, "environments": [
             {"name": "x", "transitions": [[{"1": 1}, {"7": 1}], [{"1": 1}, {"1": 1}]], "rewards": [[0, 1], [2, 3]]}]}
            """;
        Should.Throw<SpecificationException>(() => Read(Text)).Message
            .ShouldContain("environment 'x', state 0, action 1, transitions: found state 7; accepted: a state from 0 to 1");
    }

    [Fact]
    public void Pieces_in_which_a_text_arrives_do_not_matter() =>
        Gen.Int[1, 7].Sample(length =>
        {
            string world = World("[[1, 0.25], [2, 0.75]]", "[5, 6, 7]");
            string text = "\ufeff" + world.Replace("\"a\"", "\"ä\\u00e4😀\"", StringComparison.Ordinal);
            var table = Document(text, length).Types.ShouldHaveSingleItem();
            table.Name.ShouldBe("ää😀");
            (table.States, table.MostChoices).ShouldBe((3, 2));
            table.Successors(1).ToArray().ShouldBe([1, 2]);
            table.Probabilities(1).ToArray().ShouldBe([0.25, 0.75]);
            table.Rewards(1).ToArray().ShouldBe([6, 7]);
        }, iter: 30);

    [Theory]
    [InlineData("\n\n  \"x\" 1", "line 3, byte 7: found '1'; accepted: JSON in the format fedpg-mdp/1")]
    [InlineData("\"x\": 1", "the file: unknown key \"x\"; the nearest known one is")]
    public void An_error_after_many_pieces_names_its_line_and_byte(string ending, string expected)
    {
        string text = World("[0, 0.25, 0.75]", "[5, 6, 7]").TrimEnd().TrimEnd('}') + "," + ending + "}";
        Should.Throw<SpecificationException>(() => Document(text.Replace("\n", "", StringComparison.Ordinal)
            .Replace(ending.Replace("\n", "", StringComparison.Ordinal), ending, StringComparison.Ordinal), 3))
            .Message.ShouldStartWith(expected);
    }

    [Fact]
    public void Damaged_text_is_read_or_refused_in_one_line()
    {
        string good = World("{\"1\": 0.25, \"2\": 0.75}", "[[1, 6], [2, 7]]");
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"", "0", "-1", "1e999", "null", "\\ud800", "\"0\"", "[[1, 1]]", "{\"1\": 1}", "\u00e9",
        ];
        var damage = Gen.Select(Gen.Int[0, good.Length], Gen.Int[0, 12], Gen.Int[0, pieces.Length - 1], Gen.Int[1, 50]);
        damage.Sample((at, cut, piece, length) =>
        {
            string text = good[..at] + pieces[piece] + good[Math.Min(good.Length, at + cut)..];
            try
            {
                Document(text, length).Types[0].States.ShouldBe(3);
            }
            catch (SpecificationException e)
            {
                e.Message.ShouldNotContain('\n');
            }
        }, iter: 3000);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        string world = World("[0, 0.25, 0.75]", "[5, 6, 7]").Replace("\"a\"", "\"äöü\"", StringComparison.Ordinal);
        byte[] bytes = Encoding.UTF8.GetBytes(world);
        bytes[Array.IndexOf(bytes, (byte)0xc3) + 1] = (byte)'x';
        foreach (int length in (int[])[1, 2, 1000])
        {
            Should.Throw<SpecificationException>(() => Document(new Pieces(bytes, length))).Message
                .ShouldStartWith("found bytes that are not UTF-8");
        }
    }

    /// <summary>Three states, two actions; one row and the rewards of its pair are given.</summary>
    private static string World(string row, string rewards) => $$"""
        {"format": "fedpg-mdp/1", "discount": 0.9, "initialDistribution": [1, 0, 0], "environments": [
          {"name": "a", "transitions": [[[1, 0, 0], {{row}}], [[0, 1, 0], [1, 0, 0]], [[0, 0, 1], [1, 0, 0]]],
           "rewards": [[1, {{rewards}}], [0, 0], [2, 2]]}]}
        """;

    private static EnvironmentSet Read(string text)
    {
        using var folder = new Folder();
        return MdpFile.Read(folder.Write("x.mdp.json", text));
    }

    private static MdpDocument Document(string text, int length) => Document(new Pieces(Encoding.UTF8.GetBytes(text), length));

    private static MdpDocument Document(Stream stream) => new MdpFileReader(new JsonTokens(stream, MdpFile.Format)).Read();

    /// <summary>A stream that gives a few bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, int length) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(length, buffer.Length)]);
    }
}
