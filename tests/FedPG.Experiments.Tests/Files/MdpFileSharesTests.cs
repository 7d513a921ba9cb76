using FedPG.Experiments.Files;
using FedPG.Experiments.Tests.Configuration;

namespace FedPG.Experiments.Tests.Files;

public class MdpFileSharesTests
{
    [Fact]
    public void Agents_of_the_environments_are_read_and_written_back()
    {
        var read = MdpFile.Read(Found);
        read.Shares.Counts.ShouldBe([3, 1]);
        read.TypeWeights(4).ShouldBe([0.75, 0.25]);
        WrittenBack(read).Shares.Counts.ShouldBe([3, 1]);
    }

    [Fact]
    public void Weights_of_the_environments_are_read_and_written_back()
    {
        using var folder = new Folder();
        var read = MdpFile.Read(folder.Write("x.json", With("\"weight\": 0.3", "\"weight\": 0.1")));
        read.Shares.Weights.ShouldBe([0.3, 0.1]);
        read.Shares.Least.ShouldBe(4);
        WrittenBack(read).Shares.Weights.ShouldBe([0.3, 0.1]);
    }

    [Theory]
    [InlineData("\"agents\": 3", null, "environment 'b': found neither agents nor a weight; accepted: agents, as in environment 'a'")]
    [InlineData(null, "\"weight\": 3", "environment 'b': found a weight; accepted: neither agents nor a weight, as in environment 'a'")]
    [InlineData("\"agents\": 3", "\"weight\": 3", "environment 'b': found a weight; accepted: agents, as in environment 'a'")]
    [InlineData("\"agents\": 3, \"weight\": 1", null, "environment 'a': found agents and a weight; accepted: one of them")]
    [InlineData("\"agents\": 0", "\"agents\": 1", "environment 'a', agents: found 0; accepted: an integer from 1 to 2147483647")]
    [InlineData("\"agents\": 1.5", "\"agents\": 1", "environment 'a', agents: found 1.5; accepted: an integer from 1 to 2147483647")]
    [InlineData("\"agents\": \"3\"", "\"agents\": 1", "environment 'a', agents: found \"3\"; accepted: an integer from 1 to 2147483647")]
    [InlineData("\"agents\": 2147483647", "\"agents\": 1", "agents of the environments: found a sum of 2147483648")]
    [InlineData("\"weight\": -1", "\"weight\": 1", "environment 'a', weight: found -1; accepted: a number above 0")]
    [InlineData("\"weight\": 1", "\"weight\": 0", "environment 'b', weight: found 0; accepted: a number above 0")]
    public void A_bad_share_is_refused_in_one_line(string? first, string? second, string expected)
    {
        using var folder = new Folder();
        string message = Should.Throw<SpecificationException>(() => MdpFile.Read(folder.Write("x.json", With(first, second)))).Message;
        message.ShouldContain($"x.json: {expected}");
        message.ShouldNotContain('\n');
    }

    [Fact]
    public void Files_of_one_federation_all_have_agents_or_none_has()
    {
        using var folder = new Folder();
        string counted = folder.Write("counted.json", With("\"agents\": 3", "\"agents\": 1"));
        string bare = folder.Write("bare.json", With(null, null));
        var formats = ExperimentCatalogue.Default.Formats;
        MdpFiles.Read([counted, counted], new(), formats).Shares.Counts.ShouldBe([3, 1, 3, 1]);
        Should.Throw<SpecificationException>(() => MdpFiles.Read([counted, bare], new(), formats)).Message
            .ShouldContain("found agents or weights in some of the environments; accepted: agents in all of them");
    }

    [Fact]
    public void A_format_without_a_place_for_agents_says_so()
    {
        var export = MdpExport.Of(MdpFile.Read(Found), "x.npz", ExperimentCatalogue.Default.Formats);
        export.Notes.ShouldContain("NumPy has no place for the agents of each environment");
    }

    private const string Found = "Data/found/26-agents-by-type/world.mdp.json";

    private static FedPG.Environments.EnvironmentSet WrittenBack(FedPG.Environments.EnvironmentSet environments)
    {
        using var folder = new Folder();
        string path = Path.Combine(folder.Path, "back.mdp.json");
        MdpExport.Of(environments, path, ExperimentCatalogue.Default.Formats).Write(overwrite: false);
        return MdpFile.Read(path);
    }

    /// <summary>The file with other shares than agents 3 and 1.</summary>
    private static string With(string? first, string? second) => File.ReadAllText(Found)
        .Replace(", \"agents\": 3", first is null ? "" : ", " + first, StringComparison.Ordinal)
        .Replace(", \"agents\": 1}", second is null ? "}" : $", {second}}}", StringComparison.Ordinal);
}
