using FedPG.Algorithms;
using FedPG.Asynchrony;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.References;

namespace FedPG.Tests.Asynchrony;

/// <summary>How much agents count that need 1 and 4 seconds per training.</summary>
public class AgentSharesTests
{
    private static readonly EnvironmentSet Pair = new ChallengingMdpEnvironment().Build(null);

    [Theory]
    [InlineData(1, false, 0.8)]
    [InlineData(5, false, 0.8)]
    [InlineData(5, true, 0.5)]
    public void Asynchrony_counts_agents_by_one_over_their_time_unless_it_is_rescaled(int buffer, bool isRescaled, double share) =>
        ShareOf(new ServerOptions
        {
            Mode = "asynchronous",
            Modes = ExtensionOptions.Of(new AsynchronousOptions { Buffer = buffer, Rescaled = isRescaled }),
        }).ShouldBe(share, 1e-12);

    [Theory]
    [InlineData("synchronous", 0.5)]
    [InlineData("malenia", 0.5)]
    public void Other_modes_count_agents_alike(string mode, double share) =>
        ShareOf(new ServerOptions { Mode = mode }).ShouldBe(share, 1e-12);

    [Fact]
    public void A_quorum_of_half_hears_the_slow_agent_late_and_with_less_weight() =>
        ShareOf(new ServerOptions { Quorum = 0.5, LateUpdates = LateUpdates.NextRound }).ShouldBe(0.95, 1e-12);

    [Fact]
    public void Equal_weights_lead_to_the_best_stationary_policy_and_others_below_it()
    {
        double best = ReferenceValues.Compute(Pair, agents: 2, ReferenceScope.All).BestStationary!.Value;
        WeightedOptimum.Objective(Pair, 2, [0.5, 0.5]).ShouldBe(best, 1e-6);
        double[] found = [.. new[] { 0.6, 0.8, 0.95 }.Select(weight => WeightedOptimum.Objective(Pair, 2, [weight, 1 - weight]))];
        found.ShouldBeInOrder(SortDirection.Descending);
        found[0].ShouldBeLessThan(best - 1e-3);
    }

    private static double ShareOf(ServerOptions server)
    {
        var specification = new FederationSpecification
        {
            Environments = Pair,
            Mode = server.Mode,
            Extensions = server.Modes,
            Participation = FederationCatalogue.Default.CreateParticipation(
                server, new FaultOptions { Straggler = new StragglerOptions { Slowness = [1, 4] } }),
        };
        return AgentShares.Of(specification, FederationCatalogue.Default.CreateAlgorithm(specification), rounds: 1000)[0];
    }
}
