using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Algorithms;

public class FedPolicyGradientTests
{
    /// <summary>One state, two actions with rewards 1 and 0, T = 1: the expected gradient at θ = 0 is (¼, −¼) by hand.</summary>
    private static FederationSpecification Bandit(string algorithm) => new()
    {
        Environments = new EnvironmentSet(0.9, [1], [new MarkovDecisionProcess("bandit", 1, 2, [1, 1], [1, 0])]),
        Agents = 1,
        Rounds = 1,
        Algorithm = algorithm,
        Local = new LocalOptions { Steps = 1, Horizon = 1, StepSize = 0.8, Estimator = GradientEstimator.Expected },
        Entropy = new EntropyOptions { Temperature = 0.5 },
    };

    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("rs-fedpg")]
    [InlineData("centralized")]
    [InlineData("independent")]
    public void One_expected_step_on_a_bandit_matches_the_calculation_by_hand(string algorithm)
    {
        // At the uniform policy the entropy bonus is the same for both actions and does not move θ.
        SequentialFederation.Run(Bandit(algorithm)).Last().Parameters.ShouldBe([0.2, -0.2], 1e-15);
    }

    [Fact]
    public void Regularised_rewards_pull_an_unbalanced_policy_back()
    {
        // π = (p, 1−p), r̃ = (1 − λ log p, −λ log(1−p)); the gradient is p(1−p)(r̃_0 − r̃_1)(1, −1).
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(Bandit("rs-fedpg"));
        double[] update = new double[2];
        algorithm.CreateLearner().Train(new LocalTask(0, 1, 0), [2, 0], update);
        double p = 1 / (1 + Math.Exp(-2));
        double slope = p * (1 - p) * (1 - 0.5 * 2);
        update.ShouldBe([2 + 0.8 * slope, -0.8 * slope], 1e-12);
    }

    [Fact]
    public void With_one_local_step_centralized_and_federated_learning_are_the_same()
    {
        var federated = new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(null),
            Agents = 6,
            Rounds = 20,
            Local = new LocalOptions { Steps = 1 },
        };
        var one = SequentialFederation.Run(federated).Last().Parameters;
        var other = SequentialFederation.Run(federated with { Algorithm = "centralized" }).Last().Parameters;
        one.ShouldBe(other, 1e-12);
    }

    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("rs-fedpg")]
    [InlineData("b-rs-fedpg")]
    public void Earlier_trainings_of_a_learner_do_not_matter(string algorithm)
    {
        foreach (string estimator in (string[])[GradientEstimator.Sampled, GradientEstimator.Expected])
        {
            foreach (int states in (int[])[4, 12])
            {
                var learners = FederationCatalogue.Default.CreateAlgorithm(new FederationSpecification
                {
                    Environments = new SyntheticEnvironment { States = states, Actions = 4 }.Build(null),
                    Agents = 3,
                    Algorithm = algorithm,
                    Local = new LocalOptions { Steps = 3, Estimator = estimator },
                });
                var experienced = learners.CreateLearner();
                foreach (var (round, agent) in ((int, int)[])[(1, 0), (1, 1), (1, 2), (2, 0), (2, 2), (1, 1)])
                {
                    double[] broadcast = [.. Enumerable.Range(0, learners.ParameterCount).Select(i => Math.Sin(i + round))];
                    double[] update = new double[broadcast.Length], expected = new double[broadcast.Length];
                    experienced.Train(new LocalTask(7, round, agent), broadcast, update);
                    learners.CreateLearner().Train(new LocalTask(7, round, agent), broadcast, expected);
                    update.ShouldBe(expected);
                }
            }
        }
    }

    [Fact]
    public void Independent_agents_learn_what_each_would_learn_alone()
    {
        var types = new SyntheticEnvironment().Build(null);
        var together = new FederationSpecification { Environments = types, Agents = 2, Rounds = 10, Algorithm = "independent" };
        var alone = together with
        {
            Environments = new EnvironmentSet(types.Discount, types.InitialDistribution.AsSpan(), [types.Types[0]]),
            Agents = 1,
            Algorithm = "s-fedpg",
        };
        var parameters = SequentialFederation.Run(together).Last().Parameters;
        parameters[..20].ShouldBe(SequentialFederation.Run(alone).Last().Parameters);
        parameters[20..].ShouldNotBe(parameters[..20]);
    }

    [Fact]
    public void An_unknown_algorithm_is_refused_with_the_known_names() =>
        Should.Throw<SpecificationException>(() => FederationCatalogue.Default.CreateAlgorithm(Bandit("fedpg")))
            .Message.ShouldBe($"algorithm: found 'fedpg'; accepted: {string.Join(", ", FederationCatalogue.Default.Algorithms)}");

    [Fact]
    public void An_inactive_or_unsafe_threshold_gives_a_notice()
    {
        var inactive = Bandit("rs-fedpg") with { Entropy = new EntropyOptions { Temperature = 0.001 } };
        FederationCatalogue.Default.CreateAlgorithm(inactive).Notices.Single().ShouldContain("in effect inactive");
        var bold = Bandit("rs-fedpg") with { Entropy = new EntropyOptions { Threshold = ImprovementThreshold.Of(0.2) } };
        FederationCatalogue.Default.CreateAlgorithm(bold).Notices.Single().ShouldContain("above the safe");
        FederationCatalogue.Default.CreateAlgorithm(Bandit("s-fedpg")).Notices.ShouldBeEmpty();
    }

    [Fact]
    public void Sizes_beyond_the_counters_are_refused()
    {
        Should.Throw<SpecificationException>(() => FederationCatalogue.Default.CreateAlgorithm(
            Bandit("s-fedpg") with { Local = new LocalOptions { Batch = 1 << 20, Horizon = 1 << 20 } }))
            .Message.ShouldContain("local.batch");
        Should.Throw<SpecificationException>(() => FederationCatalogue.Default.CreateAlgorithm(
            Bandit("independent") with { Agents = int.MaxValue })).Message.ShouldContain("agents");
    }

    [Fact]
    public void An_infeasible_threshold_is_refused() =>
        Should.Throw<SpecificationException>(() => FederationCatalogue.Default.CreateAlgorithm(
        Bandit("rs-fedpg") with { Entropy = new EntropyOptions { Threshold = ImprovementThreshold.Of(0.3) } }))
        .Message.ShouldStartWith("entropy.threshold: found 0.3; accepted: at most 0.25");
}
