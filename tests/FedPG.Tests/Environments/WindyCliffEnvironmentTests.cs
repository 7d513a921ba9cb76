using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.Tests.Environments;

public class WindyCliffEnvironmentTests
{
    private const int Up = 0, Down = 1, Left = 2, Right = 3;

    /// <summary>Without heterogeneity every type has wind 0.5, which blows down with probability 1/6.</summary>
    private static readonly MarkovDecisionProcess _calm = new WindyCliffEnvironment { Kappa = 0 }.Build(null).Types[0];

    [Theory]
    [InlineData(0, Up, 4, 0)]
    [InlineData(0, Right, 1, 0)]
    [InlineData(4, Right, 5, 0)]
    [InlineData(6, Left, 5, 2)]
    [InlineData(7, Right, 7, 3)]
    [InlineData(12, Up, 12, 8)]
    [InlineData(9, Up, 13, 5)]
    public void Moves_succeed_unless_the_wind_blows_down(int state, int action, int meant, int blown) =>
        ShouldBeRow(state, action, (meant, 5.0 / 6), (blown, 1.0 / 6));

    [Theory]
    [InlineData(5, Down, 1)]
    [InlineData(0, Down, 0)]
    [InlineData(0, Left, 0)]
    [InlineData(1, Up, 0)]
    [InlineData(2, Right, 0)]
    [InlineData(3, Left, 0)]
    public void Down_is_certain_a_blocked_move_stays_and_cliff_and_goal_lead_to_the_start(int state, int action, int next) =>
        ShouldBeRow(state, action, (next, 1));

    [Fact]
    public void Rewards_belong_to_states()
    {
        double[] rewards = [.. Enumerable.Range(0, 16).Select(state => _calm.Reward(state, Right))];
        rewards.ShouldBe([-1, -100, -100, 100, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1]);
        for (int i = 0; i < 64; i++) _calm.Rewards[i].ShouldBe(rewards[i / 4]);
    }

    [Fact]
    public void Trajectories_start_in_state_0_and_the_default_discount_is_95_percent()
    {
        var set = new WindyCliffEnvironment { Width = 5, Height = 3 }.Build(null);
        set.States.ShouldBe(15);
        set.InitialDistribution.ShouldBe(Probabilities.PointMass(15, 0));
        set.Discount.ShouldBe(0.95);
        set.Types[0].Reward(3, Up).ShouldBe(-100);
        set.Types[0].Reward(4, Up).ShouldBe(100);
    }

    [Fact]
    public void Types_differ_by_their_winds()
    {
        var definition = new WindyCliffEnvironment { Kappa = 0.5, Seed = 3 };
        double first = definition.DrawWind(1), second = definition.DrawWind(2);
        var set = definition.Build(null);
        set.Types[0].TransitionRow(9, Up)[5].ShouldBe((0.5 * 0.5 + 0.5 * first) / 3, 1e-15);
        Heterogeneity.Transitions(set).ShouldBe(2 * 0.5 * Math.Abs(first - second) / 3, 1e-12);
    }

    private static void ShouldBeRow(int state, int action, params (int Next, double Probability)[] entries)
    {
        var expected = new double[16];
        foreach (var (next, probability) in entries) expected[next] += probability;
        var row = _calm.TransitionRow(state, action).ToArray();
        for (int next = 0; next < 16; next++) row[next].ShouldBe(expected[next], 1e-15, $"state {state}, action {action}, next {next}");
    }
}
