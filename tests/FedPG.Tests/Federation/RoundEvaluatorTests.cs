using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Federation;

public class RoundEvaluatorTests
{
    [Theory]
    [InlineData("s-fedpg", 5, 4)]
    [InlineData("rs-fedpg", 20, 3)]
    [InlineData("independent", 5, 4)]
    [InlineData("b-rs-fedpg", 17, 8)]
    public void Rounds_together_have_the_reports_of_each_alone(string algorithm, int states, int actions)
    {
        var specification = new FederationSpecification
        {
            Algorithm = algorithm,
            Environments = new SyntheticEnvironment { States = states, Actions = actions, EpsilonR = 0.5 }.Build(null),
            Agents = 3,
            Rounds = 10,
            Entropy = new EntropyOptions { Temperature = 0.1 },
        };
        var outcomes = SequentialFederation.Run(specification).ToArray();
        var evaluator = new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification));
        var together = evaluator.Evaluate(outcomes);
        together.Length.ShouldBe(11);
        for (int i = 0; i < outcomes.Length; i++)
        {
            var alone = evaluator.Evaluate(outcomes[i]);
            together[i].PerEnvironment.ShouldBe(alone.PerEnvironment);
            (together[i] with { PerEnvironment = alone.PerEnvironment }).ShouldBe(alone);
        }
    }
}
