using CsCheck;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Tests.Policies;

public class TsallisPolicyTests
{
    private static readonly double[] Special = [1e-9, 0.1, 0.5, 0.9, 0.999999, 1 - 1e-12, 1 - 1.0 / (1L << 52), 1];

    private static readonly Gen<double> Orders = Gen.Int[0, 15].SelectMany(
        i => i < Special.Length ? Gen.Const(Special[i]) : Gen.Double[0.001, 1]);

    [Theory]
    [InlineData(0.1, 0.12910538470422164, 0.22088681586155426, 0.6500077994342244)]
    [InlineData(0.5, 0.11383139052448606, 0.22720903714325102, 0.658959572332263)]
    public void Probabilities_are_those_computed_elsewhere(double alpha, double first, double second, double third)
    {
        var policy = new TsallisPolicy(states: 1, actions: 3, alpha);
        policy.SetParameters([0, 1, 2]);
        policy.Probabilities.ToArray().ShouldBe([first, second, third], 1e-12);
    }

    [Fact]
    public void Every_row_has_the_defining_form_and_sums_to_one() =>
        Gen.Select(Orders, Gen.Int[2, 40], Gen.Int[-1, 2].Select(power => 0.3 * Math.Pow(10, power)))
            .SelectMany((alpha, actions, size) => Worlds.Numbers(actions, size).Select(logits => (alpha, logits)))
            .Sample(sample =>
        {
            var policy = new TsallisPolicy(states: 1, sample.logits.Length, sample.alpha);
            policy.SetParameters(sample.logits);
            double[] π = policy.Probabilities.ToArray();
            π.Sum().ShouldBe(1, 1e-13);
            for (int a = 0; a < π.Length; a++) policy.LogLikelihood[a].ShouldBe(Math.Log(π[a]), 1e-9);

            // (A π)^{α−1} = 1 + (α−1)(θ − μ): differences of both sides between two actions do not depend on μ.
            double c = 1 - sample.alpha;
            if (c < 1e-3) return;
            double Form(int a) => Math.Pow(π.Length * π[a], -c) + c * sample.logits[a];
            for (int a = 1; a < π.Length; a++)
            {
                if (π[a] > 1e-100 && π[0] > 1e-100) Form(a).ShouldBe(Form(0), 1e-9 * Math.Max(1, Math.Abs(Form(0))));
            }
        });

    [Fact]
    public void Order_one_has_the_bits_of_softmax_and_orders_near_one_its_values() => Worlds.Numbers(10, size: 20).Sample(parameters =>
    {
        SoftmaxPolicy softmax = new(states: 2, actions: 5);
        TsallisPolicy same = new(states: 2, actions: 5, alpha: 1), near = new(states: 2, actions: 5, alpha: 1 - 1e-12);
        foreach (Policy policy in (Policy[])[softmax, same, near]) policy.SetParameters(parameters);
        same.Probabilities.ToArray().ShouldBe(softmax.Probabilities.ToArray());
        same.LogLikelihood.ToArray().ShouldBe(softmax.LogLikelihood.ToArray());
        near.Probabilities.ToArray().ShouldBe(softmax.Probabilities.ToArray(), 1e-9);
    });

    [Fact]
    public void The_score_gradient_is_the_derivative_of_the_credited_log_probability() =>
        Gen.Select(Orders, Worlds.Numbers(8), Worlds.Numbers(8)).Sample(
            (alpha, parameters, credit) =>
            {
                var policy = new TsallisPolicy(states: 2, actions: 4, alpha);
                var gradient = new double[8];
                policy.SetParameters(parameters);
                policy.ScoreGradient(credit, gradient);
                for (int i = 0; i < parameters.Length; i++)
                {
                    const double Step = 1e-6;
                    double above = Credited(policy, parameters, credit, i, Step), below = Credited(policy, parameters, credit, i, -Step);
                    gradient[i].ShouldBe((above - below) / (2 * Step), 1e-6);
                }
            },
            iter: 100);

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Logits_that_are_no_numbers_end_as_NaN(double first, double second)
    {
        var policy = new TsallisPolicy(states: 1, actions: 2, alpha: 0.5);
        policy.SetParameters([first, second]);
        policy.Probabilities.ToArray().ShouldAllBe(p => double.IsNaN(p));
    }

    [Fact]
    public void A_hopeless_action_has_a_small_probability_and_one_at_minus_infinity_has_none()
    {
        var policy = new TsallisPolicy(states: 1, actions: 3, alpha: 0.5);
        policy.SetParameters([1e300, -1e300, double.NegativeInfinity]);
        policy.Probabilities.ToArray().ShouldBe([1, 0, 0], 1e-12);
        policy.Probabilities[2].ShouldBe(0);
    }

    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("rs-fedpg")]
    [InlineData("centralized")]
    [InlineData("independent")]
    public void Algorithms_that_follow_a_gradient_learn_with_it(string algorithm)
    {
        var specification = Specification(algorithm) with
        {
            Rounds = 200,
            Local = new LocalOptions { StepSize = 0.2, Estimator = GradientEstimator.Exact },
            Entropy = new EntropyOptions { Threshold = ImprovementThreshold.None, Temperature = 0.01 },
        };
        var evaluator = new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification));
        var run = SequentialFederation.Run(specification).ToList();
        double start = evaluator.Evaluate(run[0]).Objective, end = evaluator.Evaluate(run[^1]).Objective;
        end.ShouldBeGreaterThan(start + 5);
    }

    [Theory]
    [InlineData("b-rs-fedpg", "policy.family: found 'tsallis'; accepted: softmax with b-rs-fedpg")]
    [InlineData("fedq", "policy.family: found 'tsallis'; accepted: softmax with fedq")]
    [InlineData("fednpg", "policy.family: found 'tsallis'; accepted: softmax with fednpg")]
    [InlineData("proj-pavg", "policy.family: found 'tsallis'; accepted: softmax with proj-pavg")]
    [InlineData("qavg", "policy.family: found 'tsallis'; accepted: softmax with qavg")]
    [InlineData("rs-fedpg", "entropy.threshold: found safe; accepted: none with policy.family = tsallis")]
    public void What_does_not_fit_is_refused_by_name(string algorithm, string message) =>
        Should.Throw<SpecificationException>(() => FederationCatalogue.Default.CreateAlgorithm(Specification(algorithm)))
            .Message.ShouldStartWith(message);

    [Fact]
    public void An_unknown_family_is_refused_with_the_known_ones() => Should.Throw<SpecificationException>(
        () => FederationCatalogue.Default.CreateAlgorithm(
            Specification("s-fedpg") with { Policy = new PolicyOptions { Family = "linear" } }))
        .Message.ShouldBe("policy.family: found 'linear'; accepted: softmax, tsallis");

    private static FederationSpecification Specification(string algorithm) => new()
    {
        Environments = new SyntheticEnvironment().Build(null),
        Algorithm = algorithm,
        Policy = new PolicyOptions { Family = PolicyFamily.Tsallis },
    };

    private static double Credited(TsallisPolicy policy, double[] parameters, double[] credit, int index, double step)
    {
        double[] moved = [.. parameters];
        moved[index] += step;
        policy.SetParameters(moved);
        double sum = 0;
        for (int i = 0; i < credit.Length; i++) sum += credit[i] * policy.LogLikelihood[i];
        return sum;
    }
}
