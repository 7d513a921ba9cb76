using CsCheck;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Estimators;

public class ExactCreditTests
{
    private const double Step = 1e-5;

    public static TheoryData<string, double> Algorithms => new() { { "s-fedpg", 0 }, { "rs-fedpg", 0.3 }, { "b-rs-fedpg", 0.3 } };

    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("b-rs-fedpg")]
    public void The_exact_gradient_is_the_derivative_of_the_agent_objective(string algorithm) => Points().Sample(
        point =>
        {
            var specification = Specification(point.World, algorithm, temperature: 0);
            double[] parameters = Parameters(specification, point.Numbers), gradient = Gradient(specification, parameters);
            for (int i = 0; i < parameters.Length; i++)
            {
                double above = Objective(specification, parameters, i, Step), below = Objective(specification, parameters, i, -Step);
                gradient[i].ShouldBe((above - below) / (2 * Step), 1e-6, $"entry {i}");
            }
        },
        iter: 10);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void The_exact_gradient_is_that_of_the_scores(string algorithm, double temperature) => Points().Sample(
        point =>
        {
            var specification = Specification(point.World, algorithm, temperature);
            double[] parameters = Parameters(specification, point.Numbers);
            var policy = (DifferentiablePolicy)FederationCatalogue.Default.CreateAlgorithm(specification).CreatePolicy();
            policy.SetParameters(parameters);
            double[] expected = new FederatedObjective(First(point.World), agents: 1).Gradient(policy, temperature);
            Gradient(specification, parameters).ShouldBe(expected, 1e-9);
        },
        iter: 20);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void The_exact_gradient_is_the_limit_of_the_expected_one(string algorithm, double temperature) => Points().Sample(
        point =>
        {
            var specification = Specification(point.World, algorithm, temperature);
            double[] parameters = Parameters(specification, point.Numbers);
            var expected = specification with
            {
                Local = specification.Local with { Estimator = GradientEstimator.Expected, Horizon = 500 },
            };
            Gradient(specification, parameters).ShouldBe(Gradient(expected, parameters), 1e-9);
        },
        iter: 10);

    [Theory]
    [InlineData("s-fedpg", GradientEstimator.Exact)]
    [InlineData("rs-fedpg", GradientEstimator.Exact)]
    [InlineData("s-fedpg", GradientEstimator.ExactCritic)]
    public void Training_with_exact_values_allocates_nothing(string algorithm, string estimator)
    {
        var world = new SyntheticEnvironment { Types = 3 }.Build(null);
        var specification = new FederationSpecification
        {
            Environments = world,
            Agents = 3,
            Algorithm = algorithm,
            Local = new LocalOptions { Steps = 3, Estimator = estimator },
        };
        var created = FederationCatalogue.Default.CreateAlgorithm(specification);
        var learner = created.CreateLearner();
        double[] broadcast = [.. created.InitialParameters], update = new double[broadcast.Length];
        Train(rounds: 3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Train(rounds: 20);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Train(int rounds)
        {
            for (int round = 1; round <= rounds; round++)
            {
                for (int agent = 0; agent < 3; agent++) learner.Train(new LocalTask(0, round, agent), broadcast, update);
                update.CopyTo(broadcast, 0);
            }
        }
    }

    [Fact]
    public void An_estimator_that_no_catalogue_has_is_refused_with_the_known_ones() =>
        Should.Throw<SpecificationException>(() => FederationCatalogue.Default.CreateAlgorithm(new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(null),
            Local = new LocalOptions { Estimator = "guessed" },
        })).Message.ShouldBe("local.estimator: found 'guessed'; accepted: exact, exact-critic, expected, sampled");

    [Theory]
    [InlineData(GradientEstimator.Exact)]
    [InlineData(GradientEstimator.ExactCritic)]
    public void FedQ_refuses_estimators_of_gradients(string estimator) =>
        Should.Throw<SpecificationException>(() => FederationCatalogue.Default.CreateAlgorithm(new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(null),
            Algorithm = "fedq",
            Local = new LocalOptions { Estimator = estimator },
        })).Message.ShouldStartWith($"local.estimator: found '{estimator}'; accepted: expected or sampled with fedq");

    private static Gen<(EnvironmentSet World, double[] Numbers)> Points() =>
        Worlds.Small().SelectMany(world => Worlds.Numbers(world.States * 8, size: 1).Select(numbers => (world, numbers)));

    private static FederationSpecification Specification(EnvironmentSet world, string algorithm, double temperature) => new()
    {
        Environments = world,
        Algorithm = algorithm,
        Local = new LocalOptions { Steps = 1, StepSize = 1, Estimator = GradientEstimator.Exact },
        Entropy = new EntropyOptions { Temperature = temperature },
    };

    private static double[] Parameters(FederationSpecification specification, double[] numbers) =>
        numbers[..FederationCatalogue.Default.CreateAlgorithm(specification).ParameterCount];

    /// <summary>The first agent's environment alone, scored under the initial distribution.</summary>
    private static EnvironmentSet First(EnvironmentSet world) =>
        new(world.Discount, world.InitialDistribution.AsSpan(), [world.Types[0]]);

    /// <summary>The gradient that one local step of the first agent follows.</summary>
    private static double[] Gradient(FederationSpecification specification, double[] parameters)
    {
        var update = new double[parameters.Length];
        FederationCatalogue.Default.CreateAlgorithm(specification).CreateLearner().Train(new LocalTask(0, 1, 0), parameters, update);
        return [.. update.Select((value, i) => value - parameters[i])];
    }

    private static double Objective(FederationSpecification specification, double[] parameters, int index, double step)
    {
        var policy = FederationCatalogue.Default.CreateAlgorithm(specification).CreatePolicy();
        double[] moved = [.. parameters];
        moved[index] += step;
        policy.SetParameters(moved);
        return new FederatedObjective(First(specification.FiniteEnvironments), agents: 1).Score(policy, temperature: 0).Objective;
    }
}
