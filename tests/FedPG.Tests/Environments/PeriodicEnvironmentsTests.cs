using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.Tests.Environments;

public class PeriodicEnvironmentsTests
{
    private static readonly EnvironmentSet _set = new ChallengingMdpEnvironment().Build(null);

    [Fact]
    public void Period_1_is_the_set_itself() => PeriodicEnvironments.WithPeriod(_set, 1).ShouldBeSameAs(_set);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_step_leads_to_the_next_phase_with_the_same_probabilities_and_reward(int period)
    {
        var periodic = PeriodicEnvironments.WithPeriod(_set, period);
        periodic.States.ShouldBe(7 * period);
        for (int i = 0; i < periodic.States * periodic.Actions; i++)
        {
            var (state, action) = (i / 4, i % 4);
            var expected = new double[7 * period];
            _set.Types[1].TransitionRow(state % 7, action).CopyTo(expected.AsSpan((state / 7 + 1) % period * 7));
            periodic.Types[1].TransitionRow(state, action).ToArray().ShouldBe(expected);
            periodic.Types[1].Reward(state, action).ShouldBe(_set.Types[1].Reward(state % 7, action));
        }
    }

    [Fact]
    public void Time_begins_in_phase_0()
    {
        var periodic = PeriodicEnvironments.WithPeriod(_set, 2);
        periodic.InitialDistribution.ShouldBe([.. _set.InitialDistribution, .. new double[7]]);
        periodic.EvaluationDistribution.ShouldBe([.. _set.EvaluationDistribution, .. new double[7]]);
    }

    [Fact]
    public void Discount_names_and_heterogeneity_stay()
    {
        var periodic = PeriodicEnvironments.WithPeriod(_set, 2);
        periodic.Discount.ShouldBe(_set.Discount);
        periodic.Types.Select(type => type.Name).ShouldBe(["type1", "type2"]);
        Heterogeneity.Transitions(periodic).ShouldBe(Heterogeneity.Transitions(_set));
    }

    [Fact]
    public void Types_that_are_one_object_stay_one()
    {
        var set = new EnvironmentSet(0.9, _set.InitialDistribution.AsSpan(), [_set.Types[0], _set.Types[1], _set.Types[0]]);
        var periodic = PeriodicEnvironments.WithPeriod(set, 2);
        periodic.Types[2].ShouldBeSameAs(periodic.Types[0]);
        periodic.Types[1].ShouldNotBeSameAs(periodic.Types[0]);
    }

    [Fact]
    public void A_period_below_1_is_refused() =>
        Should.Throw<SpecificationException>(() => PeriodicEnvironments.WithPeriod(_set, 0)).Message
            .ShouldBe("policy.period: found 0; accepted: at least 1");
}
