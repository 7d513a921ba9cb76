using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Kernels.Tables;
using FedPG.Policies;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Tests.Environments;

/// <summary>Environments whose first states are their own.</summary>
public class OwnStartTests
{
    [Fact]
    public void An_environment_is_scored_from_its_own_start()
    {
        var (own, first, second) = Worlds();
        var policy = new SoftmaxPolicy(own.States, own.Actions);
        policy.SetParameters([.. Enumerable.Range(0, policy.ParameterCount).Select(i => i % 3 * 0.4)]);
        (double one, double two) = (Score(first), Score(second));
        var score = new FederatedObjective(own, 4).Score(policy, 0);
        score.PerEnvironment.ShouldBe([one, two], 1e-13);
        score.Objective.ShouldBe((one + two) / 2, 1e-13);
        own.ScoredUnder([0, 1, 0]).ScoredUnderStart().ScoredFrom(own.Types[1]).ToArray().ShouldBe([0, 0, 1]);
        new FederatedObjective(own.ScoredUnder([1, 0, 0]), 4).Score(policy, 0).PerEnvironment.ShouldBe([one, one], 1e-13);

        double Score(EnvironmentSet set) => new FederatedObjective(set, 1).Score(policy, 0).Objective;
    }

    [Fact]
    public void Gradients_and_references_begin_where_the_environments_do()
    {
        var (own, first, second) = Worlds();
        var policy = new SoftmaxPolicy(own.States, own.Actions);
        policy.SetParameters(new double[policy.ParameterCount]);
        Mean(set => new FederatedObjective(set, set.TypeCount).Gradient(policy, 0.1));
        Mean(set => TruncatedGradient.Of(set, set.TypeCount, policy, 0.1, horizon: 4));
        Mean(set => [ReferenceValues.Compute(set, set.TypeCount).UpperBound!.Value]);

        void Mean(Func<EnvironmentSet, double[]> compute) =>
            compute(own).ShouldBe(compute(first).Zip(compute(second), (one, two) => (one + two) / 2), 1e-12);
    }

    [Fact]
    public void Bounds_on_policies_with_memory_need_a_common_start()
    {
        var common = FedPG.Tests.Worlds.CounterExample();
        var own = new EnvironmentSet(0.99, [1, 0], [common.Types[0].StartingFrom([1, 0]), common.Types[1].StartingFrom([0.9, 0.1])]);
        var references = ReferenceValues.Compute(own, 2);
        references.BestHistoryDependent.ShouldBeNull();
        references.Notices.ShouldContain("the best history-dependent policy was not computed: environments have first states of their own");
        ReferenceValues.Compute(own.ScoredUnder([1, 0]), 2).BestHistoryDependent.ShouldNotBeNull();
    }

    [Fact]
    public void Trajectories_begin_where_the_environment_does()
    {
        var samplers = EnvironmentSampler.ForTypes(Worlds().Own);
        Enumerable.Range(0, 50).ShouldAllBe(i => samplers[0].Start.Draw(0, (uint)i * 85_000_000) == 0);
        Enumerable.Range(0, 50).ShouldAllBe(i => samplers[1].Start.Draw(0, (uint)i * 85_000_000) == 2);
    }

    [Fact]
    public void Sets_made_of_others_keep_the_starts()
    {
        var own = Worlds().Own;
        own.Map(type => new MarkovDecisionProcess(type.Name, type.Kernel, type.Rewards)).Types[1].Start.ShouldBe([0, 0, 1]);
        PeriodicEnvironments.WithPeriod(own, 2).Types[1].Start.ShouldBe([0, 0, 1, 0, 0, 0]);
        own.Types[0].HasSameDynamics(own.Types[1]).ShouldBeFalse();
    }

    [Fact]
    public void A_start_is_a_distribution_over_the_states() =>
        Should.Throw<SpecificationException>(() => Worlds().Own.Types[0].StartingFrom([0.5, 0.4, 0])).Message
            .ShouldBe("environment 'own', initialDistribution: found a row that sums to 0.9; accepted: a sum of 1 within 1e-9");

    /// <summary>One process that starts in state 0 in one type and in state 2 in the other; and each of them alone.</summary>
    private static (EnvironmentSet Own, EnvironmentSet First, EnvironmentSet Second) Worlds()
    {
        var process = new SyntheticEnvironment { States = 3, Actions = 3 }.Build(0.9).Types[0];
        var named = new MarkovDecisionProcess("own", process.Kernel, process.Rewards);
        double[] first = [1, 0, 0], second = [0, 0, 1];
        return (
            new EnvironmentSet(0.9, first, [named.StartingFrom(first), named.StartingFrom(second)]),
            new EnvironmentSet(0.9, first, [named]),
            new EnvironmentSet(0.9, second, [named]));
    }
}
