using System.Runtime.Intrinsics.X86;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Experiments.Execution;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Tests.Execution;

public class ComputeThreadsTests
{
    private const int Cores = 8;

    /// <summary>Agents are trained in pairs only with AVX-512: a pair needs all of its registers.</summary>
    private static bool AreByTwos => Avx512F.VL.IsSupported;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 3)]
    [InlineData(15, 8)]
    [InlineData(50, 8)]
    public void Agents_of_small_environments_are_trained_in_pairs(int agents, int threads) =>
        For([Run(agents)]).ShouldBe(AreByTwos ? threads : Math.Min(agents, Cores));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    [InlineData(50, 8)]
    public void Agents_of_large_environments_are_trained_one_by_one(int agents, int threads) =>
        For([Run(agents, states: 20)]).ShouldBe(threads);

    [Theory]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    public void Long_trainings_of_few_agents_run_concurrently(int agents, int threads) =>
        For([Run(agents) with { Local = new LocalOptions { Batch = 500 } }]).ShouldBe(threads);

    [Fact]
    public void A_run_without_a_federation_is_one_training() => For([Run(7) with { Algorithm = "centralized" }]).ShouldBe(1);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(8, 8)]
    [InlineData(100, 8)]
    public void Concurrent_runs_have_separate_work(int runs, int threads) =>
        For([.. Enumerable.Range(0, runs).Select(_ => Run(2))]).ShouldBe(AreByTwos ? threads : Math.Min(2 * runs, Cores));

    [Fact]
    public void Runs_that_follow_each_other_are_not_added_up() => For([Run(2), Run(6), Run(4)], parallel: 1).ShouldBe(AreByTwos ? 3 : 6);

    private static int For(FederationSpecification[] runs, int parallel = Cores) =>
        ComputeThreads.For(runs, parallel, Cores, FederationCatalogue.Default);

    private static FederationSpecification Run(int agents, int states = 5) =>
        new() { Environments = new SyntheticEnvironment { States = states }.Build(null), Agents = agents };
}
