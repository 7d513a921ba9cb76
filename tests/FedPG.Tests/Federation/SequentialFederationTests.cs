using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Federation;

public class SequentialFederationTests
{
    private static FederationSpecification Challenging(string algorithm) => new()
    {
        Environments = new ChallengingMdpEnvironment().Build(null),
        Algorithm = algorithm,
    };

    [Fact]
    public void Round_zero_is_the_uniform_policy_and_all_rounds_follow()
    {
        var specification = Challenging("s-fedpg") with { Rounds = 3 };
        var outcomes = SequentialFederation.Run(specification).ToList();
        outcomes.Select(o => o.Round).ShouldBe([0, 1, 2, 3]);
        outcomes.Select(o => o.Participants).ShouldBe([0, 2, 2, 2]);
        outcomes[0].Parameters.ShouldAllBe(parameter => parameter == 0);
        Score(specification, outcomes[0]).ShouldBe(82.0761, 5e-5 + 1e-6);
    }

    [Theory]
    [InlineData(600, 96.819)]
    [InlineData(3000, 96.864)]
    [InlineData(6000, 96.869)]
    public void Expected_gradients_on_the_hard_pair_follow_the_known_curve(int rounds, double objective)
    {
        var specification = Expected(Challenging("s-fedpg"), rounds);
        Score(specification, SequentialFederation.Run(specification).Last()).ShouldBe(objective, 1e-3);
    }

    [Theory]
    [InlineData(600, 72.149)]
    [InlineData(3000, 72.598)]
    [InlineData(6000, 72.643)]
    public void Expected_gradients_on_the_hard_gridworld_follow_the_known_curve(int rounds, double objective)
    {
        var gridworld = Challenging("s-fedpg") with { Environments = new ChallengingGridworldEnvironment().Build(null) };
        var specification = Expected(gridworld, rounds);
        Score(specification, SequentialFederation.Run(specification).Last()).ShouldBe(objective, 1e-3);
    }

    [Fact]
    public void A_policy_of_period_two_exceeds_every_stationary_one()
    {
        const double BestStationary = 96.8748;
        var specification = Challenging("s-fedpg") with { Rounds = 2000, Policy = new PolicyOptions { Period = 2 } };
        double objective = Score(specification, SequentialFederation.Run(specification).Last());
        objective.ShouldBeGreaterThan(97.1);
        objective.ShouldBeGreaterThan(BestStationary);
    }

    [Fact]
    public void FedQ_never_exceeds_the_best_deterministic_policy()
    {
        var specification = Challenging("fedq") with { Rounds = 300, QLearning = new QLearningOptions { StepSize = 0.1 } };
        var evaluator = new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification));
        foreach (var outcome in SequentialFederation.Run(specification))
        {
            evaluator.Evaluate(outcome).Objective.ShouldBeLessThanOrEqualTo(63.06465);
        }
    }

    [Fact]
    public void The_same_specification_gives_the_same_bits_and_another_seed_others()
    {
        var specification = Challenging("rs-fedpg") with { Rounds = 5 };
        var first = SequentialFederation.Run(specification).Last().Parameters;
        SequentialFederation.Run(specification).Last().Parameters.ShouldBe(first);
        SequentialFederation.Run(specification with { Seed = 1 }).Last().Parameters.ShouldNotBe(first);
    }

    [Fact]
    public void Independent_agents_are_scored_at_home_and_everywhere()
    {
        var specification = Expected(Challenging("independent"), rounds: 500);
        var evaluator = new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification));
        var report = evaluator.Evaluate(SequentialFederation.Run(specification).Last());
        report.OwnObjective.ShouldBeGreaterThan(97);
        report.Objective.ShouldBeLessThan(report.OwnObjective - 5);
    }

    [Fact]
    public async Task The_scored_sequential_runtime_reports_the_rounds_that_are_due()
    {
        var specification = Challenging("s-fedpg") with { Rounds = 10, Evaluation = new EvaluationOptions { Every = 4 } };
        var rounds = new List<int>();
        await foreach (var report in new SequentialRuntime().ScoreAsync(specification)) rounds.Add(report.Round);
        rounds.ShouldBe([0, 4, 8, 10]);
    }

    private static FederationSpecification Expected(FederationSpecification specification, int rounds) => specification with
    {
        Rounds = rounds,
        Local = specification.Local with { Estimator = GradientEstimator.Expected },
    };

    private static double Score(FederationSpecification specification, RoundOutcome outcome) =>
        new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification)).Evaluate(outcome).Objective;
}
