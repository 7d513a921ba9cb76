using FedPG.Experiments.Configuration;
using FedPG.Experiments.Configuration.Hocon;

namespace FedPG.Experiments.Tests.Configuration;

public class IncludeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-include-");

    [Fact]
    public void A_file_has_the_keys_of_what_it_includes_and_later_ones_win()
    {
        Write("base.conf", "fedpg { rounds = 7, agents = 3 }");
        var read = Read("fedpg.rounds = 1\ninclude \"base.conf\"\nfedpg.agents = 5\n");
        Text(read, "rounds").ShouldBe("7");
        Text(read, "agents").ShouldBe("5");
    }

    [Fact]
    public void An_included_file_may_have_braces_and_is_relative_to_the_file_that_includes_it()
    {
        Write("below/local.conf", "{\n steps = 4, batch = 2 }\n");
        Write("below/run.conf", "fedpg { local { include \"local.conf\" }, rounds = 2 }");
        var read = Read("include \"below/run.conf\", fedpg.agents = 9");
        ((ConfigText)read.Find(["fedpg", "local", "steps"])!).Value.ShouldBe("4");
        Text(read, "rounds").ShouldBe("2");
        Text(read, "agents").ShouldBe("9");
    }

    [Fact]
    public void A_file_that_includes_itself_is_refused()
    {
        Write("one.conf", "include \"two.conf\"");
        Write("two.conf", "include \"one.conf\"");
        Refusal.ShouldGive(() =>
            Read("include \"one.conf\""), ["two.conf: line 1: found the include of 'one.conf', which is circular"]);
    }

    [Fact]
    public void Errors_in_an_included_file_name_it_and_its_line()
    {
        Write("base.conf", "fedpg {\n rounds 7\n}");
        Refusal.ShouldGive(() => Read("include \"base.conf\""), ["base.conf: line 2"]);
        Refusal.ShouldGive(() => Read("\ninclude \"nowhere.conf\""), ["x.conf: line 2", "nowhere.conf: found no such file"]);
        Refusal.ShouldGive(() => Read("include \"\""), ["x.conf: line 1", "the name of a file"]);
        Refusal.ShouldGive(() => Read("include file(\"base.conf\")"), ["x.conf: line 1", "include \"FILE\""]);
    }

    [Fact]
    public void A_value_keeps_the_file_that_sets_it_last()
    {
        Write("base.conf", "local { steps = many, batch = 2 }\nenvironment.type = synthetic\n\"odd.key\" = 1\nlist = [{ a = 1 }]");
        var read = Read("fedpg {\n include \"base.conf\"\n local.batch = few\n rounds = 3\n}");
        string included = Path.Combine(_folder.FullName, "base.conf");
        ((ConfigText)read.Find(["fedpg", "local", "steps"])!).Refused("an integer").Message
            .ShouldBe($"{included}: fedpg.local.steps: found many; accepted: an integer");
        read.Find(["fedpg", "local", "batch"])!.Subject.ShouldBe("x.conf: fedpg.local.batch");
        read.Find(["fedpg", "environment", "type"])!.Subject.ShouldBe($"{included}: fedpg.environment.type");
        read.Find(["fedpg", "odd.key"])!.Subject.ShouldBe($"{included}: fedpg.\"odd.key\"");
        read.Find(["fedpg", "rounds"])!.Subject.ShouldBe("x.conf: fedpg.rounds");
        var list = (ConfigList)read.Find(["fedpg", "list"])!;
        ((ConfigSection)list.Items.Single()).Find("a")!.Subject.ShouldBe($"{included}: fedpg.list.a");
    }

    [Fact]
    public void An_unknown_key_and_a_value_out_of_range_name_the_included_file()
    {
        Write("base.conf", "fedpg { local.stesp = 3 }");
        Write("range.conf", "fedpg.agents = 0");
        string file = Path.Combine(_folder.FullName, "x.conf");
        foreach (var (name, part) in (ValueTuple<string, string>[])[("base.conf", "local.stesp"), ("range.conf", "agents")])
        {
            Write("x.conf", $"include \"{name}\"\nfedpg {{ name = x, rounds = 2, environment.type = synthetic }}");
            string message = Should.Throw<SpecificationException>(() => new ExperimentReader().Read(file)).Message;
            message.ShouldStartWith($"{Path.Combine(_folder.FullName, name)}: fedpg.{part}: ");
        }
    }

    [Fact]
    public void An_undefined_substitution_may_be_in_an_included_file()
    {
        Write("base.conf", "a = ${b}");
        Refusal.ShouldGive(() => Read("include \"base.conf\""), ["x.conf or a file that it includes: found ${b}"]);
    }

    [Fact]
    public void Includes_that_multiply_are_refused()
    {
        for (int i = 0; i < 20; i++) Write($"{i}.conf", $"include \"{i + 1}.conf\"\ninclude \"{i + 1}.conf\"\n");
        Write("20.conf", "a = 1");
        Refusal.ShouldGive(() => Read("include \"0.conf\""), ["at most 50 includes"]);
    }

    [Fact]
    public void A_comma_may_follow_a_section()
    {
        var read = Read("fedpg { local { steps = 3 }, rounds = 2, entropy = { temperature = 0 }, agents = 4 }");
        Text(read, "rounds").ShouldBe("2");
        Text(read, "agents").ShouldBe("4");
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private static string Text(ConfigSection read, string key) => ((ConfigText)read.Find(["fedpg", key])!).Value;

    private ConfigSection Read(string text) => HoconReader.Read(text, "x.conf", Path.Combine(_folder.FullName, "x.conf"));

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
