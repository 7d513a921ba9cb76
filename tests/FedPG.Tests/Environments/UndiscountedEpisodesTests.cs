using CsCheck;
using FedPG.Environments;
using FedPG.Policies;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Tests.Environments;

public class UndiscountedEpisodesTests
{
    [Fact]
    public void A_state_from_which_no_end_can_be_reached_is_named() =>
        Refused([0, 1, 0], [1, 0, 0], [-1, -1], "state 0: found no way to an end");

    [Fact]
    public void A_state_that_a_policy_need_not_leave_is_named_unless_staying_costs()
    {
        Refused([0, 0, 1], [1, 0, 0], [1, 0], "state 0, action 1: found an episode that need not end and costs nothing");
        Refused([0, 0, 1], [1, 0, 0], [0, 1], "state 0, action 1: found an episode that need not end and costs nothing");
        World([0, 0, 1], [1, 0, 0], [0, -1]).Types[0].Episodes.EveryPolicyEnds.ShouldBeFalse();
        World([0, 0, 1], [0.5, 0, 0.5], [0, 1]).Types[0].Episodes.EveryPolicyEnds.ShouldBeTrue();
    }

    [Fact]
    public void States_among_which_no_reward_follows_are_ends_too()
    {
        double[] go = [0, 1, 0], there = [0, 0, 1];
        var process = new MarkovDecisionProcess("x", 3, 2, [.. go, .. there, .. there, .. there, .. go, .. go], [1, 2, 0, 0, 0, 0]);
        process.Episodes.IsEnd.ToArray().ShouldBe([false, true, true]);
        ReferenceValues.Compute(new EnvironmentSet(1, [1, 0, 0], [process]), 1).UpperBound!.Value.ShouldBe(2);
    }

    [Fact]
    public void Values_are_limits_of_those_with_a_discount() =>
        Gen.Int[0, 10_000].Sample(seed =>
        {
            var (whole, nearly) = (Drawn(seed, 1), Drawn(seed, 1 - 1e-9));
            var one = ReferenceValues.OfMemoryless(whole, 2, 1 << 26, CancellationToken.None);
            var other = ReferenceValues.OfMemoryless(nearly, 2, 1 << 26, CancellationToken.None);
            one.UpperBound!.Value.ShouldBe(other.UpperBound!.Value, 1e-6);
            one.BestDeterministic!.Value.ShouldBe(other.BestDeterministic!.Value, 1e-6);
            one.BestStationary!.Value.ShouldBe(other.BestStationary!.Value, 1e-4);
            var policy = new SoftmaxPolicy(whole.States, whole.Actions);
            policy.SetParameters(new double[policy.ParameterCount]);
            var objective = new FederatedObjective(whole, 2);
            objective.Score(policy, 0).Objective.ShouldBe(new FederatedObjective(nearly, 2).Score(policy, 0).Objective, 1e-6);
            objective.Gradient(policy, 0).ShouldBe(new FederatedObjective(nearly, 2).Gradient(policy, 0), 1e-6);
        }, iter: 4);

    [Fact]
    public void Phases_keep_their_ends()
    {
        var phased = PeriodicEnvironments.WithPeriod(Drawn(3, 1), 2);
        phased.Types[0].Episodes.IsEnd.ToArray().Count(isEnd => isEnd).ShouldBe(2);
    }

    private static void Refused(double[] first, double[] second, double[] rewards, string expected) =>
        Should.Throw<SpecificationException>(() => World(first, second, rewards)).Message.ShouldStartWith($"environment 'x', {expected}");

    /// <summary>State 0 has the two actions; state 1 ends like state 2, which is an end.</summary>
    private static EnvironmentSet World(double[] first, double[] second, double[] rewards)
    {
        double[] back = [1, 0, 0], end = [0, 0, 1];
        bool isEnding = first[2] + second[2] > 0;
        return new EnvironmentSet(
            1, [1, 0, 0],
            [
                new MarkovDecisionProcess(
                    "x", 3, 2, [.. first, .. second, .. isEnding ? end : back, .. isEnding ? end : back, .. end, .. end],
                    [.. rewards, 0, -1, 0, 0]),
            ]);
    }

    /// <summary>Two types of three states with three actions, and an end that every action may reach.</summary>
    private static EnvironmentSet Drawn(int seed, double discount)
    {
        var random = new System.Random(seed);
        MarkovDecisionProcess Type()
        {
            double[] transitions = new double[4 * 3 * 4], rewards = new double[4 * 3];
            for (int pair = 0; pair < 12; pair++)
            {
                var row = transitions.AsSpan(pair * 4, 4);
                if (pair >= 9)
                {
                    row[3] = 1;
                    continue;
                }

                for (int next = 0; next < 4; next++) row[next] = random.NextDouble() + 0.1;
                Probabilities.Normalize(row);
                rewards[pair] = random.NextDouble() - 0.5;
            }

            return new MarkovDecisionProcess("drawn", 4, 3, transitions, rewards);
        }

        return new EnvironmentSet(discount, [0.5, 0.3, 0.2, 0], [Type(), Type()]);
    }
}
