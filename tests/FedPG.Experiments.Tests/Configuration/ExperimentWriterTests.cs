using CsCheck;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Tests.Configuration;

public sealed class ExperimentWriterTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fedpg {}")]
    [InlineData("fedpg { name = \"a b\"\n seeds = [3, 1]\n discount = 0.1\n environment { type = grid\n walls = []\n start = [2, 1] } }")]
    [InlineData(
        "fedpg { environment.type = synthetic\n variants {\n a {}\n \"b c: é=\" { local.steps = 3\n environment { type = plain\n kappa = "
            + "0.1 } } }\n sweep { \"local.batch\" = [2, 1]\n entropy.threshold = [none, 1e-3] } }")]
    [InlineData("fedpg { sweep { algorithm = [fedq, s-fedpg] } }")]
    [InlineData(
        "fedpg {\n local-budget = 40\n report { question = \"a \\\"b\\\"?\"\n gaps = [0.5] }\n variants {\n a {}\n b { sweep { "
            + "local.steps = [1, 2]\n \"environment.type\" = [plain] } } } }")]
    [InlineData("fedpg { variants { a { local.steps = ${fedpg.agents} } }\n agents = 4 }")]
    public void A_written_experiment_reads_back_as_the_same_runs(string text) => ShouldReadBack(_folder.Read(text));

    [Fact]
    public void Paths_are_written_absolute()
    {
        File.Copy("Data/oracles/synthetic-paper.mdp.json", Path.Combine(_folder.Path, "a b.mdp.json"));
        var experiment = _folder.Read(
            "fedpg { variants { file { environment { type = file\n path = \"a b.mdp.json\" } }\n other { environment.type = plain } } }");
        ExperimentWriter.ToText(experiment).ShouldContain($"path = \"{Path.Combine(_folder.Path, "a b.mdp.json")}\"");
        ShouldReadBack(experiment);
    }

    [Fact]
    public void Every_key_is_written()
    {
        string text = ExperimentWriter.ToText(_folder.Read("fedpg { environment.type = synthetic }"));
        var written = (ConfigSection)HoconReader.Read(text, "written").Find("fedpg")!;
        foreach (string path in OptionKey.Paths(typeof(RunSettings), Worlds.Catalogue)) written.Find(path.Split('.')).ShouldNotBeNull(path);
        written.Find(["environment", "epsilon-p"]).ShouldBeOfType<ConfigText>().Value.ShouldBe("0.3");
    }

    [Fact]
    public void Every_step_size_reads_back_as_the_same_bits() => Gen.Double[1e-300, 1e300].Sample(
        value =>
        {
            string text = $"a = {HoconWriter.Quoted(OptionValue.Format(value))}";
            OptionValue.TryRead(HoconReader.Read(text, "x").Find("a")!, typeof(double), out object? read).ShouldBeTrue();
            BitConverter.DoubleToInt64Bits((double)read!).ShouldBe(BitConverter.DoubleToInt64Bits(value));
        },
        iter: 200);

    [Fact]
    public void Every_text_reads_back_as_it_was() => Gen.String.Sample(
        value => HoconReader.Read($"a = {HoconWriter.Quoted(value)}", "x").Find("a").ShouldBeOfType<ConfigText>().Value.ShouldBe(value),
        iter: 500);

    [Fact]
    public void A_mutilated_file_is_read_or_refused_with_a_line_and_nothing_else()
    {
        string reference = ReferenceConfiguration.Text;
        const string pieces = "{}[]=:,\"#\n $.a1+/\\";
        Gen.Select(Gen.Int[0, reference.Length - 1], Gen.Int[0, 3], Gen.Int[0, pieces.Length - 1]).Array[1, 4].Sample(
            edits =>
            {
                string text = edits.Aggregate(
                    reference,
                    (t, e) =>
                        t.Remove(Math.Min(e.Item1, t.Length), Math.Min(e.Item2, Math.Max(0, t.Length - e.Item1)))
                        .Insert(Math.Min(e.Item1, t.Length), pieces[e.Item3].ToString()));
                try
                {
                    _ = _folder.Read(text);
                }
                catch (SpecificationException e)
                {
                    e.Message.ShouldNotContain("\n");
                }
            },
            iter: 300,
            threads: 1);
    }

    private void ShouldReadBack(ExperimentSpecification experiment)
    {
        string elsewhere = Path.Combine(_folder.Path, "elsewhere", "experiment.conf");
        ExperimentWriter.Write(elsewhere, experiment);
        Directory.GetFiles(Path.GetDirectoryName(elsewhere)!).ShouldBe([elsewhere]);
        var read = Folder.ReadFile(elsewhere);
        Text(read).ShouldBe(Text(experiment));
        ExperimentWriter.ToText(read).ShouldBe(ExperimentWriter.ToText(experiment));
    }

    private static string Text(ExperimentSpecification experiment) => string.Join('\n', experiment.Runs.Select(run =>
        $"{experiment.Name}|{run.Run}|{run.Variant}|{run.Seed}|{OptionsTree.Canonical(run.Settings, Worlds.Catalogue)}"));
}
