using FedPG.Algorithms;
using FedPG.Control.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Control.Scoring;

public class IndependentPoliciesTests
{
    /// <summary>All policies are scored with the same random numbers, so equal policies are no more certain than one.</summary>
    [Fact]
    public void Equal_policies_have_the_standard_error_of_one()
    {
        var common = Initial("s-fedpg");
        var own = Initial("independent");
        own.Objective.ShouldBe(common.Objective, 1e-12);
        own.Episodes!.StandardError.ShouldBe(common.Episodes!.StandardError, 1e-12);
        own.Episodes.ReturnStandardError.ShouldBe(common.Episodes.ReturnStandardError, 1e-12);
        own.Episodes.StandardError.ShouldBeGreaterThan(0);
    }

    private static RoundReport Initial(string name)
    {
        var specification = new FederationSpecification
        {
            Environments = new CartPoleEnvironment { Force = [5, 10] }.Build(null),
            Agents = 6,
            Algorithm = name,
            Policy = new PolicyOptions { Bits = 1 },
            Evaluation = new EvaluationOptions { Episodes = 20 },
        };
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(specification);
        return new RoundScorer(specification, algorithm).Report(FederationState.Initial(algorithm.InitialParameters));
    }
}
