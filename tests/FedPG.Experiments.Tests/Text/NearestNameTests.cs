using FedPG.Experiments.Text;

namespace FedPG.Experiments.Tests.Text;

public class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("steps", "", 5)]
    [InlineData("stpes", "steps", 1)]
    [InlineData("step", "steps", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_edits(string a, string b, int distance)
    {
        NearestName.Distance(a, b).ShouldBe(distance);
        NearestName.Distance(b, a).ShouldBe(distance);
    }

    [Fact]
    public void The_nearest_name_has_the_fewest_edits() => NearestName.To("batsh", ["steps", "batch", "horizon"]).ShouldBe("batch");
}
