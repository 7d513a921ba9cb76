using CsCheck;
using FedPG.Environments;
using FedPG.References;
using FedPG.Scoring;
using FedPG.Tests.Oracles;

namespace FedPG.Tests.References;

public class BestHistoryDependentTests
{
    [Fact]
    public void On_challenging_mdp_both_bounds_are_the_known_value_and_a_policy_of_period_2_reaches_it()
    {
        var values = ReferenceValues.Compute(OracleFiles.ReadEnvironments("challenging-mdp.mdp.json"), agents: 2);
        var best = values.BestHistoryDependent!;
        best.Lower.ShouldBe(97.2129205, 1e-8);
        best.Upper.ShouldBe(97.2129205, 1e-8);
        values.BestPeriodic.Single(periodic => periodic.Period == 2).Value.ShouldBe(best.Upper, 1e-6);
        values.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void On_challenging_gridworld_both_bounds_are_the_known_value()
    {
        var best = ReferenceValues.Compute(OracleFiles.ReadEnvironments("challenging-gridworld.mdp.json"), agents: 2).BestHistoryDependent!;
        best.Lower.ShouldBe(72.9959234, 1e-7);
        best.Upper.ShouldBe(72.9959234, 1e-7);
    }

    [Fact]
    public void On_the_synthetic_pair_the_bounds_agree_with_those_of_an_independent_computation()
    {
        var best = ReferenceValues.Compute(OracleFiles.ReadEnvironments("synthetic-paper.mdp.json"), agents: 2).BestHistoryDependent!;
        best.Lower.ShouldBeInRange(86.743, 86.7439);
        best.Upper.ShouldBeInRange(86.7436, 86.744);

        // More work than the limit allows brings both bounds between the known ones.
        var (lower, upper) = Search(OracleFiles.ReadEnvironments("synthetic-paper.mdp.json"), agents: 2, limit: 3_000_000_000);
        lower.ShouldBeInRange(86.7436, 86.7439);
        upper.ShouldBeInRange(lower, 86.7439);
    }

    [Theory]
    [InlineData(3, 0.9)]
    [InlineData(4, 0.95)]
    public void Bounds_for_more_types_are_within_a_thousandth(int types, double discount)
    {
        var values = ReferenceValues.Compute(new RandomMdpEnvironment { Types = types, Kappa = 0.5 }.Build(discount), types);
        var best = values.BestHistoryDependent!;
        (best.Upper - best.Lower).ShouldBeInRange(0, 1e-3 * best.Lower);

        // Here memory is worth something, but less than knowing the type.
        best.Lower.ShouldBeGreaterThan(values.BestPeriodic.Max(periodic => periodic.Value));
        best.Upper.ShouldBeLessThan(values.UpperBound!.Value - 1e-4);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    [InlineData(0.99999)]
    public void On_the_counterexample_the_first_step_distinguishes_the_types(double discount)
    {
        // The half whose action fails at first leaves with the other one.
        var drawn = Worlds.CounterExample();
        var world = new EnvironmentSet(discount, drawn.InitialDistribution.AsSpan(), drawn.Types);
        double expected = discount * (1 + discount) / (2 * (1 - discount));
        var best = ReferenceValues.Compute(world, agents: 2).BestHistoryDependent!;
        best.Lower.ShouldBe(expected, 1e-9 * expected);
        best.Upper.ShouldBe(expected, 1e-9 * expected);
        best.Lower.ShouldBeLessThanOrEqualTo(best.Upper);
    }

    [Fact]
    public void Bounds_agree_with_trying_every_history() => Small.Sample(
        drawn =>
        {
            var (world, agents) = drawn;
            var (lower, upper) = new BeliefTree(world, agents).Solve(steps: 8);
            var best = Search(world, agents);
            best.Lower.ShouldBeLessThanOrEqualTo(upper);
            best.Upper.ShouldBeGreaterThanOrEqualTo(lower);
            (best.Upper - best.Lower).ShouldBeInRange(0, world.Types.Length == 2 ? 1e-8 : 1e-3);
        },
        iter: 40);

    [Fact]
    public void Bounds_lie_between_the_other_reference_values() => Worlds.Small().Sample(
        world =>
        {
            var values = ReferenceValues.Compute(world, agents: 2);
            var best = values.BestHistoryDependent!;
            best.Lower.ShouldBeLessThanOrEqualTo(best.Upper);
            best.Upper.ShouldBeLessThanOrEqualTo(values.UpperBound!.Value);
            best.Lower.ShouldBeGreaterThanOrEqualTo(values.BestStationary!.Value);
            values.BestPeriodic.ShouldAllBe(periodic => periodic.Value <= best.Lower);
        },
        iter: 10);

    [Fact]
    public void Less_work_gives_wider_bounds_around_the_same_value()
    {
        var world = OracleFiles.ReadEnvironments("synthetic-paper.mdp.json");
        HistoryDependentOptimum[] bounds = [.. ((long[])[1, 10_000, 300_000, 100_000_000]).Select(limit => Search(world, 2, limit))];
        foreach (var (wide, narrow) in bounds.Zip(bounds.Skip(1)))
        {
            wide.Lower.ShouldBeLessThanOrEqualTo(narrow.Lower);
            wide.Upper.ShouldBeGreaterThanOrEqualTo(narrow.Upper);
        }

        (bounds[0].Upper - bounds[0].Lower).ShouldBeGreaterThan(10 * (bounds[^1].Upper - bounds[^1].Lower));
    }

    [Fact]
    public void With_one_type_both_bounds_are_the_optimum()
    {
        var values = ReferenceValues.Compute(new SyntheticEnvironment { Types = 1 }.Build(null), agents: 3);
        values.BestHistoryDependent.ShouldBe(new HistoryDependentOptimum(values.UpperBound!.Value, values.UpperBound!.Value));
    }

    [Fact]
    public void Too_many_types_are_named_in_a_notice()
    {
        var values = ReferenceValues.Compute(new SyntheticEnvironment { Types = 17, EpsilonP = 0.6, EpsilonR = 1 }.Build(null), agents: 17);
        values.BestHistoryDependent.ShouldBeNull();
        values.Notices.ShouldContain("the best history-dependent policy was not computed: 17 distinct types are more than 16");
    }

    /// <summary>Worlds whose histories can be enumerated, of two and of three types with different shares of the agents.</summary>
    private static Gen<(EnvironmentSet World, int Agents)> Small =>
        from types in Gen.Int[2, 3]
        from agents in Gen.Int[3, 4]
        from discount in Gen.Double[0.2, 0.6]
        from seed in Gen.Long[0, 1_000_000]
        let drawn = new SyntheticEnvironment { States = 2, Actions = 2, Types = types, EpsilonP = 0.9, EpsilonR = 0.5, Seed = seed }
        select (drawn.Build(discount), agents);

    private static HistoryDependentOptimum Search(EnvironmentSet world, int agents, long limit = 100_000_000)
    {
        var objective = new FederatedObjective(world, agents);
        var meter = new WorkMeter(limit, CancellationToken.None);
        return new BestHistoryDependent(objective, CommonOptimum.Of(objective, WorkMeter.Unlimited())!, meter)
            .Search(double.NegativeInfinity);
    }
}
