using FedPG.Environments;
using FedPG.Scoring;
using FedPG.Tests.Oracles;

namespace FedPG.Tests.Environments;

public class ChallengingPairTests
{
    public static TheoryData<string, IEnvironmentDefinition> Pairs => new()
    {
        { "challenging-mdp", new ChallengingMdpEnvironment() },
        { "challenging-gridworld", new ChallengingGridworldEnvironment() },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_number_is_that_of_the_published_pair(string name, IEnvironmentDefinition definition)
    {
        var published = OracleFiles.ReadEnvironments($"{name}.mdp.json");
        var built = definition.Build(null);
        built.Discount.ShouldBe(published.Discount);
        built.InitialDistribution.ShouldBe(published.InitialDistribution);
        built.EvaluationDistribution.ShouldBe(published.EvaluationDistribution);
        built.Types.Select(type => type.Name).ShouldBe(published.Types.Select(type => type.Name));
        for (int i = 0; i < published.Types.Length; i++)
        {
            built.Types[i].Transitions.ToArray().ShouldBe(published.Types[i].Transitions.ToArray());
            built.Types[i].Rewards.ToArray().ShouldBe(published.Types[i].Rewards.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_kernels_have_the_largest_possible_distance_and_the_rewards_are_equal(string name, IEnvironmentDefinition definition)
    {
        Heterogeneity.Transitions(definition.Build(null)).ShouldBe(2, name);
        Heterogeneity.Rewards(definition.Build(null)).ShouldBe(0, name);
    }
}
