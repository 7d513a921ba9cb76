using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Federation;
using FedPG.Options;
using FedPG.References;

namespace FedPG.Tests.Estimators;

public class SmallRewardTests
{
    private static readonly LocalOptions Local = new() { Steps = 5, Batch = 20, Horizon = 20, StepSize = 0.5 };

    [Theory]
    [InlineData("s-fedpg", 0)]
    [InlineData("rs-fedpg", 1e-3)]
    [InlineData("b-rs-fedpg", 1e-3)]
    public void Small_rewards_are_learned_despite_an_unreachable_cost(string algorithm, double temperature)
    {
        var world = BesideTrap(cost: 1e15);
        var specification = new FederationSpecification
        {
            Environments = world,
            Agents = 2,
            Rounds = 60,
            Algorithm = algorithm,
            Local = Local,
            Entropy = new EntropyOptions { Temperature = temperature, Threshold = ImprovementThreshold.None },
        };
        double objective = new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification))
            .Evaluate(SequentialFederation.Run(specification).Last()).Objective;
        double best = ReferenceValues.Compute(world, agents: 2).BestStationary!.Value;
        objective.ShouldBeInRange(0.95 * best, best);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1e9, true)]
    [InlineData(1e15, false)]
    public void Lanes_are_for_rewards_that_share_a_unit(double cost, bool fits) =>
        LaneCredit.Suits(Local, BesideTrap(cost), temperature: 0).ShouldBe(fits);

    [Fact]
    public void A_temperature_far_below_the_rewards_shares_no_unit_with_them()
    {
        LaneCredit.Suits(Local, BesideTrap(cost: 1), temperature: 1e-3).ShouldBeTrue();
        LaneCredit.Suits(Local, BesideTrap(cost: 1), temperature: 1e-30).ShouldBeFalse();
    }

    /// <summary>Two states with a better and a worse action each, and a third state that is unreachable.</summary>
    private static EnvironmentSet BesideTrap(double cost)
    {
        double[] stay = [1, 0, 0], go = [0, 1, 0], trap = [0, 0, 1];
        return new EnvironmentSet(
            0.9,
            [1, 0, 0],
            [
                new MarkovDecisionProcess(
                    "beside a trap", 3, 2,
                    [.. stay, .. go, .. go, .. stay, .. trap, .. trap], [0.1, 0, 0.5, 0.2, -cost, -cost]),
            ]);
    }
}
