using static FedPG.Experiments.Tests.Configuration.Refusal;

namespace FedPG.Experiments.Tests.Configuration;

public class BadSyntaxTests
{
    // Each row: the text of x.conf, then parts of the one line it must give.
    public static TheoryData<string, string[]> Files => new()
    {
        { "fedpg {\n  rounds = 1", ["x.conf: line 1: found a '{' that is never closed"] },
        { "fedpg {\n  rounds = 1\n}\n}", ["x.conf: line 4: found an unmatched '}'"] },
        { "fedpg {\n  seeds = [0, 1\n}", ["x.conf: line 3: found no value for seeds"] },
        { "fedpg {\n  seeds = [0, 1}]\n}", ["x.conf: line 2: found '}]' in the list seeds"] },
        { "fedpg {\n  rounds =\n}", ["x.conf: line 2: found no value for rounds"] },
        { "fedpg {\n  rounds\n  agents = 2\n}", ["x.conf: line 2: found the key rounds without a value"] },
        { "fedpg {\n  rounds = 1 agents = 2\n}", ["x.conf: line 2: found '=' in the value of rounds; accepted: one key per line"] },
        { "fedpg {\n  rounds == 1\n}", ["x.conf: line 2:", "'='"] },
        { "fedpg {\n  seeds += 1\n}", ["x.conf: line 2: found '+=' after the key seeds"] },
        { "fedpg {\n rounds = 3\n\f agents = 2\n}", ["x.conf: line 3: found the control character U+000C"] },
        { "fedpg {\n rounds = 3\n\u0085 agents = 2\n}", ["x.conf: line 3: found the control character U+0085"] },
        { "fedpg {\n rounds = 3\n\u2028 agents = 2\n}", ["x.conf: line 3: found '"] },
        { "fedpg {\n name = \"\\ud800\"\n}", ["x.conf: fedpg.name: found half of a surrogate pair"] },
        { "fedpg {\n variants { \"\\udc00\" {} }\n}", ["x.conf: fedpg.variants: found half of a surrogate pair"] },
        { "fedpg {\n local.step-size = \"0,5\"\n}", ["x.conf: fedpg.local.step-size: found 0,5; accepted: a finite number"] },
        { "fedpg {\n rounds = \"1,000\"\n}", ["x.conf: fedpg.rounds: found 1,000; accepted: an integer"] },
        { "fedpg {\n seeds = [\"1,0\"]\n}", ["x.conf: fedpg.seeds: found [1,0]"] },
        { "fedpg {\n runtime.watchdog = 1000000d\n}", ["x.conf: fedpg.runtime.watchdog: found 1000000d", "at most 24d"] },
        { "fedpg {\n runtime.watchdog = \"1,5 s\"\n}", ["x.conf: fedpg.runtime.watchdog: found 1,5 s"] },
        { "fedpg {\n  name = \"abc\n}", ["x.conf: line 2:", "is not closed"] },
        { "fedpg {\n  name = \"a\\qc\"\n}", ["x.conf: line 2: found the escape '\\q'"] },
        { "fedpg {\n  name = \"a\\\n}", ["x.conf: line 2: found a '\\' at the end of a line; accepted: "] },
        { "fedpg {\n  name = \"a\\", ["x.conf: line 2: found a '\\' at the end of a line; accepted: "] },
        { "fedpg {\n  rounds = 5 }\n  = 3", ["x.conf: line 3: found '= 3'; accepted: a key"] },
        { "fedpg { rounds = ${nothing} }", ["x.conf: found ${nothing};", "a key that this file sets"] },
        { "fedpg { rounds = ${?nothing} }", ["x.conf: line 1: found '${?nothing} }'"] },
        { "fedpg { rounds = ${fedpg.agents}\n agents = ${fedpg.rounds} }", ["x.conf:", "circular"] },
        { "fedpg { local { steps = 2 }\n entropy = ${fedpg.local} }", ["x.conf: found ${fedpg.local}, a section"] },
        { "include \"y.conf\"\nfedpg {}", ["x.conf: line 1", "y.conf: found no such file"] },
        { "fedpg { rounds = 1 \0 }", ["x.conf: line 1: found the control character U+0000"] },
        { "", ["x.conf: found no section fedpg"] },
        { "fedpg = 3", ["x.conf: fedpg: found 3;", "a section"] },
        { "fedgp { rounds = 1 }", ["x.conf: fedgp: unknown key; the nearest known one is fedpg"] },
        { "rounds = 1", ["x.conf: rounds: unknown key"] },
        { "[1, 2]", ["x.conf: line 1: found '[1, 2]'"] },
        { "{\"fedpg\": }", ["x.conf: line 1: found no value for \"fedpg\""] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_bad_file_gives_one_clear_line(string text, string[] parts)
    {
        using var folder = new Folder();
        ShouldGive(() => folder.Read(text), parts);
    }

    [Fact]
    public void Deep_nesting_gives_one_clear_line_instead_of_a_stack_overflow()
    {
        using var folder = new Folder();
        ShouldGive(() => folder.Read(string.Concat(Enumerable.Repeat("a {", 100_000))), ["x.conf: line 1:", "levels of brackets"]);
        ShouldGive(() => folder.Read("a = " + new string('[', 100_000)), ["x.conf: line 1:", "levels of brackets"]);
    }

    [Fact]
    public void A_file_that_cannot_be_read_gives_one_clear_line()
    {
        using var folder = new Folder();
        string binary = Path.Combine(folder.Path, "binary.conf");
        File.WriteAllBytes(binary, [0xC3, 0x28, 0xFF]);
        ShouldGive(() => Folder.ReadFile(Path.Combine(folder.Path, "no.conf")), ["no.conf: found no such file", "an experiment file"]);
        ShouldGive(() => Folder.ReadFile(folder.Path), [folder.Path, "found a folder", "an experiment file"]);
        ShouldGive(() => Folder.ReadFile(binary), ["binary.conf: found bytes that are not UTF-8"]);
        ShouldGive(() => Folder.ReadFile(""), ["found no name"]);
    }
}
