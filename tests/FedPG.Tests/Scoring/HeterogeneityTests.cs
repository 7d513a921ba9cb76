using FedPG.Environments;
using FedPG.Scoring;
using FedPG.Tests.Oracles;

namespace FedPG.Tests.Scoring;

public class HeterogeneityTests
{
    public static TheoryData<string> Cases => OracleFiles.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Heterogeneity_agrees_with_the_oracles(string caseName)
    {
        var set = OracleFiles.Environments(caseName);
        var expected = OracleFiles.Expected(caseName);
        ShouldAgree(Heterogeneity.Transitions(set), expected.GetProperty("transitionHeterogeneity").GetDouble());
        ShouldAgree(Heterogeneity.Rewards(set), expected.GetProperty("rewardHeterogeneity").GetDouble());
    }

    [Fact]
    public void The_oracle_files_are_present() => Cases.Count.ShouldBe(12);

    [Fact]
    public void Heterogeneity_is_the_largest_distance_over_all_pairs()
    {
        var set = new EnvironmentSet(0.9, [1, 0], [Process(0.5, 0), Process(0.6, 2), Process(0.4, 1)]);
        Heterogeneity.Transitions(set).ShouldBe(0.4, 1e-15);
        Heterogeneity.Rewards(set).ShouldBe(2);
    }

    [Fact]
    public void Comparisons_beyond_the_budget_are_not_made()
    {
        var set = new EnvironmentSet(0.9, [1, 0], [Process(0.5, 0), Process(0.6, 2), Process(0.4, 1)]);
        Heterogeneity.Transitions(set, budget: 3 * 3 * 2 * 2 * 2).ShouldBe(Heterogeneity.Transitions(set));
        Heterogeneity.Transitions(set, budget: 3 * 3 * 2 * 2 * 2 - 1).ShouldBeNull();
    }

    [Fact]
    public void Equal_types_are_at_distance_0()
    {
        var set = new EnvironmentSet(0.9, [1, 0], [Process(0.5, 1), Process(0.5, 1)]);
        Heterogeneity.Transitions(set).ShouldBe(0);
        Heterogeneity.Rewards(set).ShouldBe(0);
    }

    private static void ShouldAgree(double found, double expected) => found.ShouldBe(expected, 1e-9 * Math.Abs(expected));

    private static MarkovDecisionProcess Process(double stay, double reward) =>
        new("type", 2, 2, [stay, 1 - stay, 1, 0, 0, 1, 0, 1], [0, reward, 0, 0]);
}
