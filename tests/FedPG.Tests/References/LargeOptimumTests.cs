using FedPG.Environments;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Tests.References;

/// <summary>
/// The upper bound of worlds of 10^5 states in two types, those of hocon/large, against value iteration that shares no code with it. The
/// discounts are smaller than there, so that value iteration takes seconds.
/// </summary>
public class LargeOptimumTests
{
    [Fact]
    public void The_bound_of_a_grid_of_90_000_cells_is_that_of_value_iteration() => ShouldAgree(new GridworldEnvironment
    {
        Rows = 300,
        Columns = 300,
        Walls = [[145, 152], [146, 152], [147, 152]],
        Start = [150, 150],
        Goal = [145, 155],
        Types = 2,
        EpsilonP = 0.2,
    }.Build(discount: 0.9));

    [Fact]
    public void The_bound_of_a_garnet_of_100_000_states_is_that_of_value_iteration() =>
        ShouldAgree(new GarnetEnvironment { States = 100_000, Branching = 3, Types = 2 }.Build(discount: 0.7));

    private static void ShouldAgree(EnvironmentSet set)
    {
        set.Types.ShouldAllBe(type => type.Kernel.IsSparse);
        double bound = CommonOptimum.Of(new FederatedObjective(set, agents: 2), WorkMeter.Unlimited())!.Score.Value;
        double[][] optima = [.. set.Types.Select(type => PlainValueIteration.Solve(type, set.Discount, error: 1e-10 * bound))];
        double expected = optima.Average(values => values.Zip(set.InitialDistribution, (value, start) => value * start).Sum());
        bound.ShouldBe(expected, 1e-9 * expected);
    }
}
