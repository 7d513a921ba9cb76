using FedPG.Control.Exact;
using FedPG.Control.Processes;
using FedPG.Kernels.Linear;

namespace FedPG.Tests.Control.Exact;

/// <summary>Chains with known answers.</summary>
public class ChainValueTests
{
    private const double Gamma = 0.95;

    [Theory]
    [InlineData(1, 0.4139893029342315, 1.34426616001, 0.3949673783)]
    [InlineData(2, 0.8304413398431, 1.34646909241, 0.7916894546)]
    [InlineData(8, 3.329149556318, 1.34646453526, 3.1720190589)]
    [InlineData(32, 13.32398243776, null, 12.6933374869)]
    public void Optima_gains_and_what_noise_costs_are_known(int dimensions, double cost, double? gain, double trace)
    {
        var system = Chain.Lqr(dimensions).ToSystem();
        var (objective, best) = Riccati.Optimum(system, Gamma);
        objective.ShouldBe(-cost, 1e-12 * Math.Max(1, cost));
        if (gain is { } first) best[0, 0].ShouldBe(-first, 5.1e-12);
        var value = LinearGain.Require(system, best, [], Gamma);
        Enumerable.Range(0, dimensions).Sum(i => value.ActionCost[i, i]).ShouldBe(trace, 5.1e-11);

        // Policy noise costs exactly its share.
        double[] variances = [.. Enumerable.Repeat(0.04, dimensions)];
        double noisy = LinearGain.Require(system, best, variances, Gamma).Objective;
        (objective - noisy).ShouldBe(0.04 * trace / (1 - Gamma), 1e-9);
    }

    [Theory]
    [InlineData(3, 0.519)]
    [InlineData(4, 0.1129)]
    [InlineData(6, 0.0064)]
    [InlineData(8, 0.00039)]
    public void What_levels_cost_relative_to_the_optimum_is_known(int bits, double expected)
    {
        var system = Chain.Lqr(8).ToSystem();
        var (objective, gain) = Riccati.Optimum(system, Gamma);
        double step = 4.0 / ((1 << bits) - 1);
        double relative = LinearGain.Require(system, gain, [], Gamma).QuantisationCost(step, Gamma) / -objective;
        relative.ShouldBe(expected, 0.51 * Math.Pow(10, -expected.ToString(System.Globalization.CultureInfo.InvariantCulture).Length + 2));
    }

    [Theory]
    [InlineData(1, 5.03571428571, 4.54273504274, 4.1875)]
    [InlineData(2, 11.3909153892, 9.9111673263, 8.9313144620)]
    [InlineData(8, 52.4631628191, 43.4727948276, 38.1190412552)]
    public void Binary_policies_have_known_values(int dimensions, double none, double half, double one)
    {
        var chain = Chain.BangBang(dimensions);
        BinaryChainValue.Of(chain, 0, Gamma).ShouldBe(-none, 1e-10);
        BinaryChainValue.Of(chain, 0.5, Gamma).ShouldBe(-half, 1e-10);
        BinaryChainValue.Of(chain, 1, Gamma).ShouldBe(-one, 1e-10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Sampled_returns_of_binary_policies_cover_the_exact_value(int dimensions)
    {
        var chain = Chain.BangBang(dimensions);
        double exact = BinaryChainValue.Of(chain, 0.5, Gamma);
        Monte.Covers(
            LaneProcess.Of(chain), exact, Gamma, (x, random) => random.NextDouble() < (1 - 0.5 * x) / 2 ? 1 : -1);
    }

    [Fact]
    public void Sampled_returns_of_a_noisy_gain_cover_the_exact_value()
    {
        var system = LinearQuadraticSystems.Draw(3, 3, 1, 0.2, 0.2, seed: 4)[0];
        var gain = Matrix.Diagonal(3, -0.3);
        double exact = LinearGain.Require(system, gain, [0.04, 0.04, 0.04], Gamma).Objective;
        Monte.Covers(
            LaneProcess.Of(new LinearQuadratic(system, 3, drawsNoise: true)),
            exact,
            Gamma,
            (x, random) => -0.3 * x + 0.2 * random.NextNormal());
    }
}
