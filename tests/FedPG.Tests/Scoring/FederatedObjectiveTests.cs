using CsCheck;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Scoring;

public class FederatedObjectiveTests
{
    [Fact]
    public void Types_count_by_their_share_of_the_agents() => Worlds.Small().Sample(world =>
    {
        var policy = new SoftmaxPolicy(world.States, world.Actions);
        policy.SetParameters(new double[policy.ParameterCount]);
        var score = new FederatedObjective(world, agents: 3).Score(policy, temperature: 0);
        score.Objective.ShouldBe((2 * score.PerEnvironment[0] + score.PerEnvironment[1]) / 3, 1e-12);
    });

    [Fact]
    public void Equal_types_are_solved_once_and_count_together()
    {
        var world = new SyntheticEnvironment { Types = 4, EpsilonP = 0 }.Build(null);
        var objective = new FederatedObjective(world, agents: 8);
        objective.Distinct.Single().Weight.ShouldBe(1, 1e-15);
    }

    [Fact]
    public void The_regularised_objective_adds_the_temperature_times_the_discounted_entropy()
    {
        var world = Worlds.CounterExample();
        var policy = new SoftmaxPolicy(2, 4);
        policy.SetParameters(new double[8]);
        var score = new FederatedObjective(world, agents: 2).Score(policy, temperature: 0.5);
        score.Regularized.ShouldBe(score.Objective + 0.5 * Math.Log(4) / (1 - 0.99), 1e-9);
    }

    [Fact]
    public void With_a_long_horizon_the_truncated_gradient_becomes_the_exact_one() => Worlds.Small().SelectMany(
        world => Worlds.Numbers(world.States * world.Actions).Select(parameters => (world, parameters))).Sample(
        sample =>
        {
            var world = sample.world;
            var policy = new SoftmaxPolicy(world.States, world.Actions);
            policy.SetParameters(sample.parameters);
            double[] exact = new FederatedObjective(world, agents: 2).Gradient(policy, temperature: 0.3);
            double[] truncated = TruncatedGradient.Of(world, agents: 2, policy, temperature: 0.3, horizon: 400);
            truncated.ShouldBe(exact, 1e-8);
        },
        iter: 20);
}
