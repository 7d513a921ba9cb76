using FedPG.Policies;

namespace FedPG.Tests.Policies;

public class OtherPolicyTests
{
    [Fact]
    public void Greedy_takes_the_best_action_and_the_lowest_index_on_a_tie()
    {
        var policy = new GreedyPolicy(states: 3, actions: 3);
        policy.SetParameters([1, 2, 0, 5, 5, 5, -1, -3, -1]);
        policy.Probabilities.ToArray().ShouldBe([0, 1, 0, 1, 0, 0, 1, 0, 0]);
        policy.LogLikelihood.ToArray().ShouldAllBe(log => log == 0);
    }

    [Fact]
    public void Greedy_can_be_set_again()
    {
        var policy = new GreedyPolicy(states: 1, actions: 2);
        policy.SetParameters([1, 0]);
        policy.SetParameters([0, 1]);
        policy.Probabilities.ToArray().ShouldBe([0, 1]);
    }

    [Fact]
    public void Fixed_probabilities_are_the_parameters()
    {
        var policy = new FixedPolicy(states: 1, actions: 2);
        policy.SetParameters([0.25, 0.75]);
        policy.Probabilities.ToArray().ShouldBe([0.25, 0.75]);
        policy.LogLikelihood[0].ShouldBe(Math.Log(0.25));
    }
}
