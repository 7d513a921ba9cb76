using CsCheck;
using FedPG.Algorithms;
using FedPG.Environments;

namespace FedPG.Tests.Environments;

public class TypeSharesTests
{
    [Fact]
    public void Counts_are_the_sizes_of_consecutive_blocks()
    {
        var shares = TypeShares.OfCounts([3, 1, 2]);
        Enumerable.Range(0, 6).Select(agent => shares.TypeOf(agent, 6)).ShouldBe([0, 0, 0, 1, 2, 2]);
        shares.Fractions(6).ShouldBe([3.0 / 6, 1.0 / 6, 2.0 / 6]);
        (shares.Least, shares.AreEqual).ShouldBe((6, false));
        shares.Counts.ShouldBe([3, 1, 2]);
    }

    [Fact]
    public void Weights_divide_any_number_at_the_nearest_agent()
    {
        var shares = TypeShares.OfWeights([3, 1]);
        Enumerable.Range(0, 4).Select(agent => shares.TypeOf(agent, 4)).ShouldBe([0, 0, 0, 1]);
        shares.Fractions(8).ShouldBe([0.75, 0.25]);
        shares.Fractions(5).ShouldBe([0.8, 0.2]);
    }

    [Theory]
    [InlineData(0.3, 0.7, 10)]
    [InlineData(1, 1, 2)]
    [InlineData(0.5, 2, 5)]
    [InlineData(1, 1.4142135623730951, 1_000_000)]
    public void Without_a_number_of_agents_the_fewest_with_the_exact_weights_are_taken(double first, double second, int expected) =>
        TypeShares.OfWeights([first, second]).Least.ShouldBe(expected);

    [Fact]
    public void Blocks_cover_all_agents_in_the_order_of_the_types() =>
        Gen.Select(Gen.Double[0.01, 5].Array[1, 8], Gen.Int[1, 300]).Sample((weights, agents) =>
        {
            var shares = TypeShares.OfWeights([.. weights]);
            int[] typeOf = [.. Enumerable.Range(0, agents).Select(agent => shares.TypeOf(agent, agents))];
            typeOf.ShouldBe(typeOf.Order());
            shares.Fractions(agents).ShouldBe(
                Enumerable.Range(0, weights.Length).Select(type => (double)typeOf.Count(of => of == type) / agents));
            (shares.Refusal(agents) is null).ShouldBe(typeOf.Distinct().Count() == weights.Length);
        });

    [Fact]
    public void A_run_with_other_agents_than_the_environments_is_refused_with_both_numbers()
    {
        var run = Run(TypeShares.OfCounts([3, 1]), agents: 5);
        Should.Throw<SpecificationException>(run.Validate).Message.ShouldBe(
            "agents: found 5; accepted: 4, the sum of the agents of the environments (a weight instead divides any number)");
        Run(TypeShares.OfCounts([3, 1]), agents: 4).Validate();
    }

    [Fact]
    public void A_type_without_an_agent_is_refused()
    {
        var run = Run(TypeShares.OfWeights([9, 1]), agents: 3);
        Should.Throw<SpecificationException>(run.Validate).Message.ShouldBe(
            "agents: found 3; accepted: enough for an agent of each type; type 2 has 0.1 of them");
    }

    [Fact]
    public void Environments_derived_from_others_keep_the_shares()
    {
        var set = Worlds.CounterExample();
        set = new EnvironmentSet(set.Discount, set.InitialDistribution.AsSpan(), set.Types) { Shares = TypeShares.OfCounts([3, 1]) };
        set.ScoredUnder([0, 1]).Shares.ShouldBeSameAs(set.Shares);
        set.Map(type => type).Shares.ShouldBeSameAs(set.Shares);
        PeriodicEnvironments.WithPeriod(set, 2).Shares.ShouldBeSameAs(set.Shares);
    }

    private static FederationSpecification Run(TypeShares shares, int agents)
    {
        var set = Worlds.CounterExample();
        return new FederationSpecification
        {
            Environments = new EnvironmentSet(set.Discount, set.InitialDistribution.AsSpan(), set.Types) { Shares = shares },
            Agents = agents,
        };
    }
}
