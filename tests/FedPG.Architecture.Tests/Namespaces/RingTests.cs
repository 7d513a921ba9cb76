namespace FedPG.Architecture.Tests.Namespaces;

public class RingTests
{
    [Theory]
    [InlineData("FedPG")]
    [InlineData("FedPG.Actors")]
    [InlineData("FedPG.Experiments")]
    [InlineData("FedPG.Tool")]
    [InlineData("FedPG.TestKit")]
    public void Namespaces_form_no_ring(string assembly)
    {
        var graph = NamespaceGraph.Of(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        graph.References.ShouldNotBeEmpty();
        Rings.In(graph.References).ShouldBeEmpty(
            string.Join("; ", graph.References.Select(entry => $"{entry.Key} → {string.Join(", ", entry.Value)}")));
    }

    [Fact]
    public void A_ring_of_three_and_one_of_two_are_found_and_a_tree_is_not()
    {
        Rings.In(new Dictionary<string, SortedSet<string>>
        {
            ["a"] = ["b", "x"],
            ["b"] = ["c"],
            ["c"] = ["a", "d"],
            ["d"] = ["e"],
            ["e"] = ["d"],
            ["x"] = ["d"],
        }).ShouldBe(["a b c", "d e"]);
        Rings.In(new Dictionary<string, SortedSet<string>> { ["a"] = ["b", "c"], ["b"] = ["c"] }).ShouldBeEmpty();
    }
}
