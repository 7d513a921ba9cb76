using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Exact;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Options;

namespace FedPG.Tests.Control.Exact;

public class RoundedGainTests
{
    /// <summary>
    /// What rounding the optimal gain costs relative to the optimum, by another program from 200,000 first states. The best policy over the
    /// same levels costs at most 0.2 % of the optimum less, as value iteration on a grid of 6,001 positions says.
    /// </summary>
    [Theory]
    [InlineData(2, ActionDecoding.Endpoints, 3.5583)]
    [InlineData(3, ActionDecoding.Endpoints, 0.6524)]
    [InlineData(3, ActionDecoding.Gray, 0.6524)]
    [InlineData(3, ActionDecoding.Midpoints, 0.4946)]
    [InlineData(4, ActionDecoding.Endpoints, 0.1416)]
    [InlineData(4, ActionDecoding.Midpoints, 0.1248)]
    [InlineData(6, ActionDecoding.Endpoints, 0.00795)]
    public void Rounding_a_single_mass_costs_more_than_independent_errors(int bits, ActionDecoding decoding, double expected)
    {
        var environments = (ControlEnvironments)new ChainLqrEnvironment { Dimensions = 1 }.Build(null);
        var system = LinearQuadraticSystems.Of(environments.Types[0])!;
        var (best, gain) = Riccati.Optimum(system, environments.Discount);
        var grid = new ActionGrid(environments.Shape, bits, decoding);
        double cost = RoundedGain.Cost(environments, type: 0, gain, grid, episodes: 400) / -best;
        cost.ShouldBe(expected, 0.03 * expected);
        double formula = LinearGain.Of(system, gain, [], environments.Discount)!.QuantisationCost(grid.Step, environments.Discount) / -best;
        cost.ShouldBeGreaterThan(1.2 * formula);
    }
}
