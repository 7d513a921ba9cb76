using FedPG.Experiments.Configuration.Hocon;

namespace FedPG.Experiments.Tests.Configuration;

public class HoconReaderTests
{
    private static ConfigNode? At(string text, params string[] keys) => HoconReader.Read(text, "x.conf").Find(keys);

    [Theory]
    [InlineData("a = Infinity", "Infinity")]
    [InlineData("a = NaN", "NaN")]
    [InlineData("a = 1e400", "1e400")]
    [InlineData("a = 1e+5", "1e+5")]
    [InlineData("a = 1 # one", "1")]
    [InlineData("a = 60 s // a minute", "60 s")]
    [InlineData("a = \" x \"", " x ")]
    [InlineData("a = \"x # y\" # z", "x # y")]
    [InlineData("a = \"q\\\"\\u00e9\\\\\"", "q\"é\\")]
    [InlineData("a = \"\"", "")]
    [InlineData("{\r\n  a : 5\r\n}\r\n", "5")]
    [InlineData("a = ${b.c}\nb { c = 3 }", "3")]
    [InlineData("a = 1\na = 2", "2")]
    public void Values_come_out_as_they_were_written(string text, string value) =>
        At(text, "a").ShouldBeOfType<ConfigText>().Value.ShouldBe(value);

    [Fact]
    public void A_quoted_key_with_dots_is_one_key() =>
        At("s { \"local.steps\" = [1, 5, 10] }", "s", "local.steps")!.Found.ShouldBe("[1, 5, 10]");

    [Fact]
    public void An_unquoted_key_with_dots_is_a_path() =>
        At("s { local.steps = [1, 5, 10] }", "s", "local", "steps")!.Found.ShouldBe("[1, 5, 10]");

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("[ ]", 0)]
    [InlineData("[\n]", 0)]
    [InlineData("[ 1 # one\n  2\n ]", 2)]
    [InlineData("[[1, 1], [2, 2],]", 2)]
    public void Lists_have_the_length_that_was_written(string list, int length) =>
        At($"a = {list}", "a").ShouldBeOfType<ConfigList>().Items.Length.ShouldBe(length);

    [Fact]
    public void Sections_of_one_name_are_merged_in_order() =>
        HoconReader.Read("b.x = 1\na = 1\nb { y = 2 }", "x")
            .Find("b")
            .ShouldBeOfType<ConfigSection>().Entries.Select(e => e.Key)
            .ShouldBe(["x", "y"]);
}
