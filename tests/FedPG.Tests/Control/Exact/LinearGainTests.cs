using FedPG.Control.Exact;
using FedPG.Control.Processes;
using FedPG.Kernels.Linear;

namespace FedPG.Tests.Control.Exact;

/// <summary>Values, gradients and optima of linear-quadratic systems, from Data/control/lqr.json and computed independently.</summary>
public class LinearGainTests
{
    public static TheoryData<int> Systems => ControlOracles.Indices(ControlOracles.Systems);

    [Theory]
    [MemberData(nameof(Systems))]
    public void The_optimum_of_each_type_is_that_of_an_independent_program(int index)
    {
        var (file, systems, discount) = ControlOracles.System(index);
        for (int i = 0; i < systems.Length; i++)
        {
            var expected = file.GetProperty("ownOptima")[i];
            var (objective, gain) = Riccati.Optimum(systems[i], discount);
            Close(objective, expected.GetProperty("objective").GetDouble());
            Close(gain.Values, expected.Numbers("K"));
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Value_and_gradient_of_a_gain_with_noise_are_those_of_an_independent_program(int index)
    {
        var (file, systems, discount) = ControlOracles.System(index);
        var at = file.GetProperty("at");
        double[] variances = [.. at.Numbers("sigma").Select(sigma => sigma * sigma)];
        var gain = new Matrix(systems[0].Actions, systems[0].States, at.Numbers("K"));
        for (int i = 0; i < systems.Length; i++)
        {
            var value = LinearGain.Require(systems[i], gain, variances, discount);
            Close(value.Objective, at.Numbers("objectives")[i]);
            Close(value.Gradient.Values, at.GetProperty("gradients")[i].EnumerateArray().SelectMany(Oracles.OracleFiles.Numbers));
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void The_best_common_gain_is_that_of_an_independent_program(int index)
    {
        var (file, systems, discount) = ControlOracles.System(index);
        var expected = file.GetProperty("bestCommonLinear");
        var (objective, gain) = Common(systems, discount);
        Close(objective, expected.GetProperty("objective").GetDouble());
        double[] entries = expected.Numbers("K");
        for (int i = 0; i < entries.Length; i++) gain.Values[i].ShouldBe(entries[i], 1e-7, $"entry {i}");
    }

    [Fact]
    public void Gradients_are_the_slopes_of_the_value()
    {
        var (_, systems, discount) = ControlOracles.System(1);
        var gain = Riccati.Gain(systems[1], discount);
        double[] variances = [0.03, 0.2];
        var value = LinearGain.Require(systems[0], gain, variances, discount);
        const double Step = 1e-5;
        for (int i = 0; i < gain.Values.Length; i++)
        {
            double slope = Slope(x => Moved(gain.Values, i, x, values => Value(new Matrix(2, 3, values), variances)));
            value.Gradient.Values[i].ShouldBe(slope, 1e-6);
        }

        for (int i = 0; i < 2; i++)
        {
            value.VarianceGradient[i].ShouldBe(Slope(x => Moved(variances, i, x, values => Value(gain, values))), 1e-6);
        }

        double Value(Matrix k, double[] noise) => LinearGain.Require(systems[0], k, noise, discount).Objective;
        double Slope(Func<double, double> at) => (at(Step) - at(-Step)) / (2 * Step);
        double Moved(double[] values, int i, double by, Func<double[], double> at) =>
            at([.. values.Select((value, j) => j == i ? value + by : value)]);
    }

    /// <summary>The mean of x + offset, with the offset a gain of the constant, from two systems whose first states differ.</summary>
    [Fact]
    public void An_offset_is_a_gain_of_the_constant()
    {
        // x' = x/2 + u with u = k: x_t = 2k (1 − 2^−t) from 0; cost Σ γ^t (x_t² + k²/10).
        var system = new LinearQuadraticSystem("offset", 1, 1, [0.5], [1], [1], [0.1], [0], [0]).WithConstant();
        const double K = 0.7, Gamma = 0.9;
        double expected = 0, x = 0, weight = 1;
        for (int t = 0; t < 500; t++, weight *= Gamma, x = x / 2 + K) expected -= weight * (x * x + 0.1 * K * K);
        LinearGain.Require(system, new Matrix(1, 2, [0, K]), [], Gamma).Objective.ShouldBe(expected, 1e-12);
    }

    [Theory]
    [InlineData(0.1, 8.08680964505, 8.0804257784, 1e-11)]
    [InlineData(0.5, 8.6180555894, 9.0238405900, 1e-10)]
    public void The_best_common_gain_of_FedLQRs_systems_is_known(double epsilon, double mean, double first, double tolerance)
    {
        var systems = LinearQuadraticSystems.FedLqr(10, epsilon);
        var (objective, gain) = Common(systems, discount: 1);
        objective.ShouldBe(-mean, tolerance * 10);
        LinearGain.Require(systems[0], gain, [], 1).Objective.ShouldBe(-first, epsilon > 0.3 ? 1e-9 : tolerance * 10);
    }

    [Fact]
    public void The_optimum_of_FedLQRs_first_system_is_known()
    {
        var (objective, gain) = Riccati.Optimum(LinearQuadraticSystems.FedLqr(1, 0)[0], discount: 1);
        objective.ShouldBe(-8.03331183283, 5.1e-12);
        double[] expected = [-1.00558708614, -0.429328583467, -0.356951394114];
        for (int i = 0; i < 3; i++) gain[0, i].ShouldBe(expected[i], 5.1e-12);
    }

    [Fact]
    public void A_start_that_does_not_stabilise_all_systems_is_refused_by_name()
    {
        var systems = LinearQuadraticSystems.FedLqr(50, 1);
        var ascent = new CommonGain(systems, [.. systems.Select(_ => 0.02)], discount: 1);
        var refusal = Should.Throw<SpecificationException>(() => ascent.From(Matrix.Diagonal(3, -1.62)));
        refusal.Message.ShouldContain("FedLQR, system");
        refusal.Message.ShouldContain("does not stabilise");
    }

    [Fact]
    public void A_system_that_no_gain_stabilises_is_refused()
    {
        var system = new LinearQuadraticSystem("stuck", 1, 1, [1.5], [0], [1], [1], [0], [1]);
        Should.Throw<SpecificationException>(() => Riccati.Gain(system, discount: 0.9)).Message.ShouldContain("stuck");
    }

    private static (double Objective, Matrix Gain) Common(LinearQuadraticSystem[] systems, double discount) =>
        new CommonGain(systems, [.. systems.Select(_ => 1.0 / systems.Length)], discount).Best()!.Value;

    private static void Close(double found, double expected) => found.ShouldBe(expected, 1e-10 * Math.Max(1, Math.Abs(expected)));

    private static void Close(double[] found, IEnumerable<double> expected)
    {
        foreach (var (one, other) in found.Zip(expected)) Close(one, other);
    }
}
