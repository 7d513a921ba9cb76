using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Algorithms;

public class InitialParametersTests
{
    [Theory]
    [InlineData("s-fedpg", 3.0 / 6, 1.0 / 6)]
    [InlineData("centralized", 3.0 / 6, 1.0 / 6)]
    [InlineData("independent", 3.0 / 6, 1.0 / 6)]
    [InlineData("b-rs-fedpg", 3.0 / 8, 1.0 / 8)]
    public void A_policy_starts_from_the_logit_of_its_first_outcome(string algorithm, double first, double last)
    {
        // Log 3 makes the first of four actions, or the first bit's 0, three times as probable as each other outcome.
        var specification = new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(null),
            Algorithm = algorithm,
            Agents = 2,
            Rounds = 1,
            Policy = new PolicyOptions { InitialLogit = Math.Log(3) },
        };
        var policy = FederationCatalogue.Default.CreateAlgorithm(specification).CreatePolicy();
        var start = SequentialFederation.Run(specification).First().Parameters;
        for (int i = 0; i < start.Length; i += policy.ParameterCount)
        {
            policy.SetParameters(start.AsSpan(i, policy.ParameterCount));
            for (int state = 0; state < policy.States; state++)
            {
                policy.Probabilities[4 * state].ShouldBe(first, 1e-12);
                policy.Probabilities[4 * state + 3].ShouldBe(last, 1e-12);
            }
        }
    }

    [Fact]
    public void FedQ_has_no_logits()
    {
        var specification = new FederationSpecification
        {
            Environments = new ChallengingMdpEnvironment().Build(null),
            Algorithm = "fedq",
            Policy = new PolicyOptions { InitialLogit = 1 },
        };
        Should.Throw<SpecificationException>(() => FederationCatalogue.Default.CreateAlgorithm(specification))
            .Message.ShouldStartWith("policy.initial-logit: found 1; accepted: 0 with fedq");
    }
}
