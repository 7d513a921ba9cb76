using CsCheck;
using FedPG.Environments;

namespace FedPG.Tests.Environments;

public class EnvironmentSetTests
{
    [Fact]
    public void Agents_take_the_types_in_equal_blocks()
    {
        var set = SetOf(2);
        Enumerable.Range(0, 6).Select(agent => set.TypeOf(agent, 6)).ShouldBe([0, 0, 0, 1, 1, 1]);
        set.TypeWeights(6).ShouldBe([0.5, 0.5]);
    }

    [Fact]
    public void Blocks_differ_by_one_agent_when_the_count_does_not_divide()
    {
        var set = SetOf(3);
        Enumerable.Range(0, 7).Select(agent => set.TypeOf(agent, 7)).ShouldBe([0, 0, 0, 1, 1, 2, 2]);
        set.TypeWeights(7).ShouldBe([3.0 / 7, 2.0 / 7, 2.0 / 7]);
    }

    [Fact]
    public void With_fewer_agents_than_types_some_types_have_no_agent() => SetOf(3).TypeWeights(2).ShouldBe([0.5, 0.5, 0]);

    [Fact]
    public void Weights_are_the_shares_of_the_blocks_and_sum_to_1() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 200]).Sample((types, agents) =>
        {
            var set = SetOf(types);
            int[] typeOf = [.. Enumerable.Range(0, agents).Select(agent => set.TypeOf(agent, agents))];
            typeOf.ShouldBe(typeOf.Order());
            set.TypeWeights(agents).ShouldBe(Enumerable.Range(0, types).Select(type => (double)typeOf.Count(of => of == type) / agents));
            set.TypeWeights(agents).Sum().ShouldBe(1, 1e-12);
        });

    [Fact]
    public void Types_with_the_same_dynamics_become_one_object()
    {
        var set = new EnvironmentSet(0.9, [1], [Process("a", 1), Process("b", 2), Process("c", 1)]);
        set.Types[2].ShouldBeSameAs(set.Types[0]);
        set.Types[1].ShouldNotBeSameAs(set.Types[0]);
    }

    [Fact]
    public void Scores_are_taken_under_the_initial_distribution_unless_another_is_given()
    {
        var set = new EnvironmentSet(0.9, [0.25, 0.75], [TwoStates("a")]);
        set.EvaluationDistribution.ShouldBe([0.25, 0.75]);
        var other = set.ScoredUnder([0.5, 0.5]);
        other.EvaluationDistribution.ShouldBe([0.5, 0.5]);
        other.InitialDistribution.ShouldBe([0.25, 0.75]);
        other.Types[0].ShouldBeSameAs(set.Types[0]);
    }

    [Fact]
    public void A_discount_so_near_1_that_values_lose_their_digits_is_refused()
    {
        new EnvironmentSet(1 - 1e-12, [1], [Process("a", 0)]).Discount.ShouldBe(1 - 1e-12);
        Should.Throw<SpecificationException>(() => new EnvironmentSet(1 - 1e-16, [1], [Process("a", 0)])).Message
            .ShouldBe("discount: found 0.9999999999999999; accepted: at most 0.999999999999, or 1");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(double.NaN, "NaN")]
    public void A_discount_that_is_not_above_0_and_at_most_1_is_refused(double discount, string shown) =>
        Should.Throw<SpecificationException>(() => new EnvironmentSet(discount, [1], [Process("a", 0)])).Message
            .ShouldBe($"discount: found {shown}; accepted: a number above 0 and at most 1");

    [Fact]
    public void A_set_without_types_is_refused() =>
        Should.Throw<SpecificationException>(() => new EnvironmentSet(0.9, [1], [])).Message
            .ShouldBe("environments: found none; accepted: at least one");

    [Fact]
    public void Types_of_different_sizes_are_refused() =>
        Should.Throw<SpecificationException>(() => new EnvironmentSet(0.9, [1], [Process("a", 0), TwoStates("b")])).Message
            .ShouldBe("environment 'b': found 2 states and 2 actions; accepted: 1 states and 2 actions, as in 'a'");

    [Fact]
    public void A_distribution_of_another_length_is_refused() =>
        Should.Throw<SpecificationException>(() => new EnvironmentSet(0.9, [1], [TwoStates("a")])).Message
            .ShouldBe("initialDistribution: found 1 entries; accepted: 2, one per state");

    [Fact]
    public void An_evaluation_distribution_that_does_not_sum_to_1_is_refused() =>
        Should.Throw<SpecificationException>(() => new EnvironmentSet(0.9, [0.5, 0.5], [TwoStates("a")], [0.5, 0.25])).Message
            .ShouldBe("evaluationDistribution: found a row that sums to 0.75; accepted: a sum of 1 within 1e-9");

    private static EnvironmentSet SetOf(int types) => new(0.9, [1], [.. Enumerable.Range(0, types).Select(i => Process($"type{i}", i))]);

    private static MarkovDecisionProcess Process(string name, double reward) => new(name, 1, 2, [1, 1], [reward, 0]);

    private static MarkovDecisionProcess TwoStates(string name) => new(name, 2, 2, [1, 0, 0, 1, 1, 0, 0, 1], [0, 0, 0, 0]);
}
