using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Algorithms;

public class FedQTests
{
    [Theory]
    [InlineData("challenging-mdp", QLearningUpdate.Corrected, 63.0646)]
    [InlineData("challenging-mdp", QLearningUpdate.AsPublished, 60.9063)]
    [InlineData("challenging-gridworld", QLearningUpdate.Corrected, 55.9218)]
    [InlineData("challenging-gridworld", QLearningUpdate.AsPublished, 53.7634)]
    public void Expected_updates_end_at_the_known_fixed_point(string environment, QLearningUpdate update, double value)
    {
        var definition = (IEnvironmentDefinition)Activator.CreateInstance(FederationCatalogue.Default.Environments[environment])!;
        var specification = new FederationSpecification
        {
            Environments = definition.Build(null),
            Algorithm = "fedq",
            Rounds = 6000,
            Local = new LocalOptions { Steps = 1, Estimator = GradientEstimator.Expected },
            QLearning = new QLearningOptions { StepSize = 1, Update = update },
        };
        var evaluator = new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification));
        evaluator.Evaluate(SequentialFederation.Run(specification).Last()).Objective.ShouldBe(value, 5e-5 + 1e-6);
    }

    [Theory]
    [InlineData(QLearningUpdate.Corrected, false)]
    [InlineData(QLearningUpdate.AsPublished, true)]
    public void Undrawn_entries_change_only_as_published(QLearningUpdate update, bool moves)
    {
        var specification = new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(null),
            Algorithm = "fedq",
            Local = new LocalOptions { Steps = 1, Batch = 1 },
            QLearning = new QLearningOptions { StepSize = 0.5, Update = update },
        };
        double[] broadcast = [.. Enumerable.Repeat(10.0, 20)], result = new double[20];
        FederationCatalogue.Default.CreateAlgorithm(specification).CreateLearner().Train(new LocalTask(0, 1, 0), broadcast, result);
        result.Count(value => value == (moves ? 5 : 10)).ShouldBe(19);
    }
}
