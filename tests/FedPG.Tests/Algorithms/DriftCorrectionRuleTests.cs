using FedPG.Algorithms.DriftCorrection;
using FedPG.Server;

namespace FedPG.Tests.Algorithms;

/// <summary>The rules on two quadratics, against numbers that two other programs have computed.</summary>
public class DriftCorrectionRuleTests
{
    private const double Precision = 1e-12;

    [Theory]
    [InlineData(1, 0.8)]
    [InlineData(2, 0.7710843373493976)]
    [InlineData(5, 0.6925023465365121)]
    [InlineData(10, 0.6041260076631996)]
    [InlineData(50, 0.5012917725524918)]
    public void Federated_averaging_has_a_biased_fixed_point(int localSteps, double fixedPoint) =>
        Quadratics.Run(Averaging(localSteps), rounds: 2000)[^1].ShouldBe(fixedPoint, Precision);

    [Theory]
    [InlineData(0.1, 0.5176470588235295)]
    [InlineData(1.0, 0.6153846153846154)]
    [InlineData(10.0, 0.7586206896551724)]
    public void FedProx_lessens_the_bias_of_long_local_training(double mu, double fixedPoint)
    {
        var found = Quadratics.Run(new FedProxPG(Quadratics.Problem(localSteps: 500), new FedProxPGOptions { Mu = mu }), rounds: 300);
        found[^1].ShouldBe(fixedPoint, Precision);
    }

    [Fact]
    public void Scaffold_removes_the_bias() => ShouldBe(
        Quadratics.Run(new ScaffoldPG(Quadratics.Problem()), rounds: 20),
        (1, 0.4969766912), (2, 0.6852210929048748), (3, 0.7565241447394842), (5, 0.7937623610602151), (10, 0.7999513648255712),
        (20, 0.7999999970432747));

    [Fact]
    public void Scaffold_with_one_vector_has_the_same_numbers() => ShouldBe(
        Quadratics.Run(new ScaffoldPGOneVector(Quadratics.Problem()), rounds: 20),
        (1, 0.4969766912), (2, 0.6852210929048748), (3, 0.7565241447394842), (5, 0.7937623610602151), (10, 0.7999513648255712),
        (20, 0.7999999970432747));

    [Fact]
    public void Fast_FedPG_removes_the_bias() => ShouldBe(
        Quadratics.Run(new FastFedPG(Quadratics.Problem()), rounds: 10),
        (1, 0.8998099055), (2, 0.7875474784551013), (3, 0.8015536062482913), (5, 0.8000241828940989), (10, 0.7999999992689845));

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(10, 0.1)]
    [InlineData(50, 0.1)]
    [InlineData(3, 0.6)]
    public void Fast_FedPG_has_a_notice_when_it_is_not_stable(int localSteps, double stepSize)
    {
        // (mean a_i) × mean(q_i/a_i) with q_i = 1 − (1 − ηa_i)^H.
        double expected = 2.5 * (1 - Math.Pow(1 - stepSize, localSteps) + (1 - Math.Pow(1 - 4 * stepSize, localSteps)) / 4) / 2;
        var problem = Quadratics.Problem(localSteps) with { StepSize = stepSize };
        FastFedPGStability.LargestEigenvalue(problem, [0.3]).ShouldNotBeNull().ShouldBe(expected, 1e-6);
        new FastFedPG(problem).NoticesOn([0.3]).Count.ShouldBe(expected > 2 ? 1 : 0);
    }

    [Fact]
    public void FedSVRPG_M_has_the_numbers_of_its_first_rounds() => ShouldBe(
        Quadratics.Run(new FedSVRPGM(Quadratics.Problem(), new FedSVRPGMOptions()), rounds: 3),
        (1, 0.8192432626399999), (2, 0.539563676140199), (3, 0.633582496064238));

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void FedSVRPG_M_has_the_fixed_point_of_averaging_for_every_beta(double beta) => Quadratics
        .Run(new FedSVRPGM(Quadratics.Problem(), new FedSVRPGMOptions { Beta = beta }), rounds: 3000)[^1]
        .ShouldBe(0.6041260076632, Precision);

    [Fact]
    public void Momentum_has_the_numbers_of_its_first_rounds() => ShouldBe(
        Quadratics.Run(Averaging(10), rounds: 3, new Momentum(new MomentumOptions())),
        (1, 0.4969766912), (2, 1.0324007560107376), (3, 1.16196755840238));

    [Fact]
    public void Adam_has_the_numbers_of_its_first_rounds() => ShouldBe(
        Quadratics.Run(Averaging(10), rounds: 3, new Adam(new AdamOptions())),
        (1, 0.0999999979878332), (2, 0.23356548415260575), (3, 0.3855915339860715));

    [Fact]
    public void Yogi_differs_from_adam_only_in_the_second_moment()
    {
        // With v = 0 both add (1−β₂)Δ̄²; then v lies below Δ̄² and yogi adds as much again, without decay.
        const double First = 0.4969766912;
        var options = new YogiOptions { StepSize = 0.1, Tau = 1e-9 };
        var found = Quadratics.Run(Averaging(10), rounds: 2, new Yogi(options));
        found[0].ShouldBe(0.0999999979878332, Precision);
        double theta = found[0], change = Step(theta) - theta, m = 0.09 * First + 0.1 * change;
        double v = 0.01 * (First * First + change * change);
        found[1].ShouldBe(theta + 0.1 * m / (Math.Sqrt(v) + 1e-9), Precision);
    }

    [Fact]
    public void Yogi_has_the_settings_of_the_field()
    {
        // η_s 0.01, β 0.9 and 0.99, τ 1e-3: m = 0.1 Δ̄ and √v = 0.1 Δ̄ after the first round.
        const double First = 0.4969766912;
        Quadratics.Run(Averaging(10), rounds: 1, new Yogi(new YogiOptions()))[0]
            .ShouldBe(0.01 * 0.1 * First / (0.1 * First + 1e-3), Precision);
    }

    [Fact]
    public void Adagrad_divides_by_the_root_of_the_sum_of_squares()
    {
        const double First = 0.4969766912;
        var found = Quadratics.Run(Averaging(10), rounds: 2, new Adagrad(new AdagradOptions()));
        found[0].ShouldBe(0.1 * First / (First + 1e-9), Precision);
        double change = Step(found[0]) - found[0];
        found[1].ShouldBe(found[0] + 0.1 * change / (Math.Sqrt(First * First + change * change) + 1e-9), Precision);
    }

    private static FedProxPG Averaging(int localSteps) => new(Quadratics.Problem(localSteps), new FedProxPGOptions { Mu = 0 });

    /// <summary>θ̄ after a round of ten local steps from θ.</summary>
    private static double Step(double theta) => (Math.Pow(0.9, 10) * theta + 1 + Math.Pow(0.6, 10) * (theta - 1)) / 2;

    private static void ShouldBe(List<double> found, params (int Round, double Value)[] expected)
    {
        foreach (var (round, value) in expected) found[round - 1].ShouldBe(value, Precision);
    }
}
