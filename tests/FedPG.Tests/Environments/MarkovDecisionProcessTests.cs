using FedPG.Environments;

namespace FedPG.Tests.Environments;

public class MarkovDecisionProcessTests
{
    private static readonly double[] _kernel = [1, 0, 0.5, 0.5, 0, 1, 0.25, 0.75];
    private static readonly double[] _rewards = [1, 2, 3, 4];

    [Fact]
    public void Rows_and_rewards_are_found_by_state_and_action()
    {
        var process = new MarkovDecisionProcess("p", 2, 2, _kernel, _rewards);
        process.TransitionRow(0, 1).ToArray().ShouldBe([0.5, 0.5]);
        process.TransitionRow(1, 1).ToArray().ShouldBe([0.25, 0.75]);
        process.Reward(1, 0).ShouldBe(3);
    }

    [Fact]
    public void Later_changes_of_the_arrays_do_not_change_the_process()
    {
        double[] rewards = [.. _rewards];
        var process = new MarkovDecisionProcess("p", 2, 2, _kernel, rewards);
        rewards[0] = 100;
        process.Reward(0, 0).ShouldBe(1);
    }

    [Fact]
    public void Dynamics_are_compared_by_their_numbers_and_not_by_name()
    {
        var process = new MarkovDecisionProcess("p", 2, 2, _kernel, _rewards);
        process.HasSameDynamics(new MarkovDecisionProcess("q", 2, 2, _kernel, _rewards)).ShouldBeTrue();
        process.HasSameDynamics(new MarkovDecisionProcess("p", 2, 2, _kernel, [1, 2, 3, 5])).ShouldBeFalse();
        process.HasSameDynamics(new MarkovDecisionProcess("p", 2, 2, [0, 1, .. _kernel[2..]], _rewards)).ShouldBeFalse();
    }

    [Fact]
    public void No_states_are_refused() => Refusal(0, 2, [], []).ShouldBe("environment 'p', states: found 0; accepted: at least 1");

    [Fact]
    public void A_single_action_is_refused() => Refusal(1, 1, [1], [0]).ShouldBe("environment 'p', actions: found 1; accepted: at least 2");

    [Fact]
    public void Missing_transitions_are_refused() =>
        Refusal(2, 2, _kernel[1..], _rewards).ShouldBe("environment 'p', transitions: found 7 numbers; accepted: 8 numbers");

    [Fact]
    public void Missing_rewards_are_refused() =>
        Refusal(2, 2, _kernel, [1]).ShouldBe("environment 'p', rewards: found 1 numbers; accepted: 4 numbers");

    [Fact]
    public void A_negative_probability_is_refused_with_its_position() =>
        Refusal(2, 2, [1, 0, 0.5, 0.5, -1, 2, 0, 1], _rewards).ShouldBe(
            "environment 'p', state 1, action 0, transitions, entry 0: found -1; accepted: a probability from 0 to 1");

    [Fact]
    public void A_row_that_does_not_sum_to_1_is_refused_with_its_position() =>
        Refusal(2, 2, [1, 0, 0.5, 0.25, 0, 1, 0, 1], _rewards).ShouldBe(
            "environment 'p', state 0, action 1, transitions: found a row that sums to 0.75; accepted: a sum of 1 within 1e-9");

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_reward_that_is_not_finite_is_refused_with_its_position(double reward, string shown) =>
        Refusal(2, 2, _kernel, [1, reward, 3, 4]).ShouldBe(
            $"environment 'p', state 0, action 1, reward: found {shown}; accepted: a finite number");

    private static string Refusal(int states, int actions, double[] transitions, double[] rewards) =>
        Should.Throw<SpecificationException>(() => new MarkovDecisionProcess("p", states, actions, transitions, rewards)).Message;
}
