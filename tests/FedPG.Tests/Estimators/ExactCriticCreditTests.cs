using CsCheck;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Tests.Estimators;

/// <summary>The stochastic gradient with an exact critic against the exact gradient (arXiv 2605.24357).</summary>
public class ExactCriticCreditTests
{
    private const int Draws = 20_000;

    /// <summary>
    /// A correct estimator misses a band of this many standard errors with a probability of 4e-8 per comparison: below 1e-4 over the
    /// at most 2,000 comparisons of this class.
    /// </summary>
    private const double Band = 5.5;

    public static TheoryData<string, double> Algorithms => new() { { "s-fedpg", 0 }, { "rs-fedpg", 0.3 }, { "b-rs-fedpg", 0.3 } };

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Its_mean_is_the_exact_gradient(string algorithm, double temperature) =>
        Worlds.Small().SelectMany(world => Worlds.Numbers(world.States * 8, size: 1).Select(numbers => (world, numbers))).Sample(
            point =>
            {
                var specification = Specification(point.world, algorithm, temperature);
                double[] parameters = point.numbers[..FederationCatalogue.Default.CreateAlgorithm(specification).ParameterCount];
                double[] exact = Gradients(Exactly(specification), parameters, draws: 1).Single();
                double[][] draws = [.. Gradients(specification with { Local = specification.Local with { Batch = 3 } }, parameters, Draws)];
                for (int i = 0; i < exact.Length; i++)
                {
                    double mean = draws.Average(draw => draw[i]), variance = draws.Average(draw => (draw[i] - mean) * (draw[i] - mean));
                    mean.ShouldBe(exact[i], Band * Math.Sqrt(variance / Draws) + 1e-12, $"entry {i}");
                }
            },
            iter: 4);

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Along_a_run_its_variance_stays_below_the_bound(double discount)
    {
        var world = new SyntheticEnvironment { States = 3, Actions = 3, EpsilonP = 0.5, EpsilonR = 0.5, Seed = 2 }.Build(discount);
        var specification = Specification(world, "s-fedpg", temperature: 0);
        var run = Exactly(specification) with
        {
            Rounds = 60,
            Local = specification.Local with { Estimator = GradientEstimator.Exact, StepSize = 0.5 },
        };
        var policy = new SoftmaxPolicy(world.States, world.Actions);
        foreach (var outcome in SequentialFederation.Run(run).Where(outcome => outcome.Round % 10 == 0))
        {
            double[] parameters = [.. outcome.Parameters], exact = Gradients(Exactly(specification), parameters, draws: 1).Single();
            double[] errors = [.. Gradients(specification, parameters, Draws).Select(draw => SquaredDistance(draw, exact))];
            double variance = errors.Average(), spread = Math.Sqrt(errors.Average(e => (e - variance) * (e - variance)) / Draws);
            policy.SetParameters(parameters);
            double least = policy.Probabilities.ToArray().Min(), start = world.InitialDistribution.Min();
            double bound = SquaredDistance(exact, new double[exact.Length]) / ((1 - discount) * least * start);
            variance.ShouldBeLessThan(bound + Band * spread, $"round {outcome.Round}");
            variance.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void The_score_of_the_same_draws_varies_more()
    {
        // Two rare actions with opposite advantages: the term −π ΣW adds as much variance again.
        double[] stay = [1];
        var world = new EnvironmentSet(
            0.01, [1], [new MarkovDecisionProcess("bandit", states: 1, actions: 3, [.. stay, .. stay, .. stay], [1, -1, 0])]);
        var specification = Specification(world, "s-fedpg", temperature: 0) with { Agents = 1 };
        double[] parameters = [0, 0, 6], exact = Gradients(Exactly(specification), parameters, draws: 1).Single();
        double variance = Gradients(specification, parameters, Draws).Average(draw => SquaredDistance(draw, exact));
        var policy = new SoftmaxPolicy(1, 3);
        policy.SetParameters(parameters);
        double[] π = policy.Probabilities.ToArray(), reward = [1, -1, 0];
        double score = Enumerable.Range(0, 3).Sum(a =>
            π[a] * reward[a] * reward[a] * Enumerable.Range(0, 3).Sum(b => Math.Pow((a == b ? 1 : 0) - π[b], 2)));
        variance.ShouldBeLessThan(0.6 * score);
        variance.ShouldBeLessThan(SquaredDistance(exact, [0, 0, 0]) / ((1 - 0.01) * π[0]) * 1.5);
    }

    private static FederationSpecification Specification(EnvironmentSet world, string algorithm, double temperature) => new()
    {
        Environments = world,
        Algorithm = algorithm,
        Local = new LocalOptions { Steps = 1, Batch = 1, StepSize = 1, Estimator = GradientEstimator.ExactCritic },
        Entropy = new EntropyOptions { Temperature = temperature },
    };

    private static FederationSpecification Exactly(FederationSpecification specification) =>
        specification with { Local = specification.Local with { Estimator = GradientEstimator.Exact } };

    /// <summary>The directions of some local steps of the first agent from the same θ.</summary>
    private static IEnumerable<double[]> Gradients(FederationSpecification specification, double[] parameters, int draws)
    {
        var learner = FederationCatalogue.Default.CreateAlgorithm(specification).CreateLearner();
        var update = new double[parameters.Length];
        for (int draw = 1; draw <= draws; draw++)
        {
            learner.Train(new LocalTask(Seed: 0, Round: draw, Agent: 0), parameters, update);
            yield return [.. update.Select((value, i) => value - parameters[i])];
        }
    }

    private static double SquaredDistance(double[] left, double[] right) => left.Zip(right, (a, b) => (a - b) * (a - b)).Sum();
}
