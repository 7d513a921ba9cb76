using FedPG.Environments;

namespace FedPG.Tests.Environments;

public class EnvironmentCatalogueTests
{
    [Fact]
    public void The_built_in_environments_have_their_names() => EnvironmentCatalogue.BuiltIn.Definitions.Keys.ShouldBe(
        ["challenging-gridworld", "challenging-mdp", "garnet", "gridworld", "random-mdp", "synthetic", "windy-cliff"]);

    [Fact]
    public void Every_built_in_environment_builds_with_its_defaults()
    {
        foreach (var (name, definition) in EnvironmentCatalogue.BuiltIn.Definitions)
        {
            var built = (IEnvironmentDefinition)Activator.CreateInstance(definition)!;
            built.Build(0.5).Discount.ShouldBe(0.5, name);
            built.Build(null).Types.Length.ShouldBe(2, name);
            built.Build(null).Discount.ShouldBe(name == "windy-cliff" ? 0.95 : 0.99, name);
        }
    }

    [Fact]
    public void Another_environment_can_be_added_without_changing_the_built_in_ones()
    {
        var more = EnvironmentCatalogue.BuiltIn.With<GarnetEnvironment>("mine");
        more.Definitions["mine"].ShouldBe(typeof(GarnetEnvironment));
        EnvironmentCatalogue.BuiltIn.Definitions.ContainsKey("mine").ShouldBeFalse();
    }
}
