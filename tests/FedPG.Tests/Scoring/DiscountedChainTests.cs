using CsCheck;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Scoring;

public class DiscountedChainTests
{
    [Fact]
    public void An_absorbing_reward_is_worth_one_over_one_minus_the_discount()
    {
        var process = Worlds.CounterExample().Types[0];
        var chain = new DiscountedChain(process, 0.99, PolicyIteration([2, 0]));
        double[] values = chain.Values(process.Rewards);
        values.ShouldBe([99, 100], 1e-9);
    }

    [Fact]
    public void Visits_sum_to_one_over_one_minus_the_discount() => Worlds.Small().Sample(world =>
    {
        var policy = new SoftmaxPolicy(world.States, world.Actions);
        policy.SetParameters(new double[policy.ParameterCount]);
        var chain = new DiscountedChain(world.Types[0], world.Discount, policy.Probabilities);
        chain.Visits(world.InitialDistribution.AsSpan()).Sum().ShouldBe(10, 1e-9);
    });

    [Fact]
    public void Values_and_visits_agree_on_the_objective() => Worlds.Small().SelectMany(
        world => Worlds.Numbers(world.States * world.Actions).Select(parameters => (world, parameters))).Sample(sample =>
    {
        var (world, process) = (sample.world, sample.world.Types[0]);
        var policy = new SoftmaxPolicy(world.States, world.Actions);
        policy.SetParameters(sample.parameters);
        var chain = new DiscountedChain(process, world.Discount, policy.Probabilities);
        double[] values = chain.Values(process.Rewards), visits = chain.Visits(world.InitialDistribution.AsSpan());
        double fromValues = values.Select((v, s) => world.InitialDistribution[s] * v).Sum(), fromVisits = 0;
        for (int i = 0; i < policy.ParameterCount; i++)
        {
            fromVisits += visits[i / world.Actions] * policy.Probabilities[i] * process.Rewards[i];
        }

        fromVisits.ShouldBe(fromValues, 1e-9);
    });

    private static double[] PolicyIteration(int[] actions) => FedPG.References.PolicyIteration.OneHot(actions, 4);
}
