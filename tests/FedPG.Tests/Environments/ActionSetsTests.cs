using FedPG.Algorithms;
using FedPG.Byzantine;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Policies;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Tests.Environments;

public class ActionSetsTests
{
    public static TheoryData<string, string> Algorithms => new()
    {
        { "s-fedpg", "sampled" }, { "rs-fedpg", "expected" }, { "b-rs-fedpg", "sampled" }, { "fedq", "sampled" }, { "fedq", "expected" },
        { "qavg", "sampled" }, { "qavg", "exact" }, { "fednpg", "sampled" }, { "fednpg", "exact" }, { "proj-pavg", "sampled" },
        { "proj-pavg", "exact" }, { "scaffold-pg", "sampled" },
    };

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void No_algorithm_learns_about_actions_that_a_state_does_not_offer(string name, string estimator)
    {
        var specification = new FederationSpecification
        {
            Environments = World(),
            Algorithm = name,
            Rounds = 5,
            Local = new LocalOptions { Batch = 8, Horizon = 6, Steps = 2, StepSize = 0.1, Estimator = estimator },
        };
        var end = SequentialFederation.Run(specification).Last();
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(specification);
        int width = algorithm.ParameterCount / 3;
        double[] parameters = [.. end.Parameters];
        parameters[..width].ShouldContain(number => number != 0);
        (name == "b-rs-fedpg" ? parameters[2..6] : parameters[2..4]).ShouldAllBe(number => number == 0);
        parameters[(2 * width + (name == "proj-pavg" ? 1 : 0))..].ShouldAllBe(number => number == 0);
        var policy = algorithm.CreatePolicy();
        policy.SetParameters(parameters);
        policy.Probabilities[2..4].ToArray().ShouldBe([0, 0]);
        policy.Probabilities[8..].ToArray().ShouldBe([1, 0, 0, 0]);
    }

    [Fact]
    public void Repeated_actions_leave_the_optimum_where_it_is()
    {
        var repeated = new EnvironmentSet(0.9, [1, 0, 0], World().Types);
        var (own, all) = (ReferenceValues.Compute(World(), 2), ReferenceValues.Compute(repeated, 2));
        own.UpperBound!.Value.ShouldBe(all.UpperBound!.Value, 1e-12);
        own.BestDeterministic!.Value.ShouldBe(all.BestDeterministic!.Value, 1e-12);
        own.BestDeterministic.Exhaustive.ShouldBeTrue();
    }

    [Fact]
    public void States_without_a_choice_do_not_count_in_an_exhaustive_search()
    {
        // 24 states that absorb whatever one does, and two with a choice that the types judge differently.
        const int States = 26, Actions = 4;
        MarkovDecisionProcess Type(double sign)
        {
            var kernel = new TransitionKernelBuilder(States, Actions);
            var rewards = new double[States * Actions];
            for (int pair = 0; pair < States * Actions; pair++)
            {
                int state = pair / Actions;
                kernel.Add(state < 2 ? 2 + pair : state, 1);
                kernel.EndRow();
                if (state >= 2) rewards[pair] = sign * (state % 3);
            }

            return new MarkovDecisionProcess("type", kernel.Build(), rewards);
        }

        var set = new EnvironmentSet(0.9, [0.5, 0.5, .. new double[States - 2]], [Type(1), Type(-2)]);
        DistinctChoices.Of(set).Policies.ShouldBe(16);
        ReferenceValues.Compute(set, 2).BestDeterministic!.Exhaustive.ShouldBeTrue();
    }

    [Fact]
    public void A_terminal_state_counts_like_one_that_absorbs_without_reward()
    {
        var terminal = World();
        var absorbing = new EnvironmentSet(0.9, [1, 0, 0], terminal.Types) { ActionSets = ActionSets.Of([2, 4, 4], 4) };
        var one = PolicyByActions.Of(terminal.ActionSets, (states, actions) => new SoftmaxPolicy(states, actions));
        var other = PolicyByActions.Of(absorbing.ActionSets, (states, actions) => new SoftmaxPolicy(states, actions));
        double[] parameters = [0.3, -0.5, 0, 0, 1, 0.2, -0.4, 0.1, 0, 0, 0, 0];
        one.SetParameters(parameters);
        other.SetParameters(parameters);
        var (first, second) = (new FederatedObjective(terminal, 2), new FederatedObjective(absorbing, 2));
        first.Score(one, 0).Objective.ShouldBe(second.Score(other, 0).Objective, 1e-12);
        first.Gradient(one, 0).ShouldBe(second.Gradient(other, 0), 1e-12);

        // What follows the end has no entropy: a state that only absorbs has it for ever.
        first.Score(one, 0.1).Regularized.ShouldBeLessThan(second.Score(other, 0.1).Regularized);
    }

    [Fact]
    public void A_random_action_is_one_that_the_state_offers()
    {
        var attacked = new RandomAction().Corrupt(World());
        attacked.Types[0].Reward(0, 3).ShouldBe((1 + 2) / 2.0);
        attacked.ActionSets.Counts.ShouldBe([2, 4, 1]);
    }

    [Fact]
    public void Phases_repeat_the_actions_and_the_ends()
    {
        var phased = PeriodicEnvironments.WithPeriod(World(), 2);
        phased.ActionSets.Counts.ShouldBe([2, 4, 1, 2, 4, 1]);
        phased.TerminalStates.ShouldBe([2, 5]);
    }

    [Fact]
    public void A_row_of_an_action_that_is_not_offered_must_repeat_the_last_one() => Should.Throw<SpecificationException>(() =>
        new EnvironmentSet(0.9, [1, 0, 0], World().Types) { ActionSets = ActionSets.Of([1, 4, 1], 4) }).Message
        .ShouldBe("state 0, action 1: found a row of its own; accepted: that of the last action of the state");

    [Fact]
    public void Sampled_values_of_offered_actions_are_unbiased()
    {
        var world = World();
        var local = new LocalOptions { Batch = 400_000, Horizon = 5 };
        double[] policy = [0.5, 0.5, 0, 0, 0.25, 0.25, 0.25, 0.25, 1, 0, 0, 0];
        double[] exact = new double[12], sampled = new double[12];
        var sampler = FedPG.Kernels.Tables.EnvironmentSampler.ForTypes(world)[0];
        new ExpectedPolicyValues(world, local).VisitedActionValues(sampler, policy, 1, exact);
        new SampledPolicyValues(world, local).VisitedActionValues(sampler, policy, 1, sampled);
        for (int pair = 0; pair < 12; pair++)
            if (pair is not (2 or 3 or > 8)) sampled[pair].ShouldBe(exact[pair], 0.25, $"pair {pair}");
    }

    /// <summary>State 0 has two actions, state 1 four; state 2 ends the episode.</summary>
    private static EnvironmentSet World()
    {
        MarkovDecisionProcess Type(double better)
        {
            double[] stay = [0.5, 0.5, 0], go = [0, 1, 0], back = [1, 0, 0], end = [0, 0, 1];
            return new MarkovDecisionProcess(
                "type", 3, 4, [.. stay, .. go, .. go, .. go, .. stay, .. go, .. back, .. end, .. end, .. end, .. end, .. end],
                [1, 2, 2, 2, 0, better, 0, 3, 0, 0, 0, 0]);
        }

        return new EnvironmentSet(0.9, [1, 0, 0], [Type(0.5), Type(1.5)])
        {
            ActionSets = ActionSets.Of([2, 4, 1], 4),
            TerminalStates = [2],
        };
    }
}
