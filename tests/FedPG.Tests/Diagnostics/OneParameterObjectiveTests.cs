using CsCheck;
using FedPG.Diagnostics;
using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Diagnostics;

public class OneParameterObjectiveTests
{
    private const double Discount = 0.99;

    [Fact]
    public void Two_opposite_agents_have_one_maximum_in_the_middle()
    {
        var objective = OneParameterObjective.Of(Opposite(), agents: 2);
        var points = objective.StationaryPoints();
        points.Select(point => point.Kind).ShouldBe([StationaryKind.Minimum, StationaryKind.Maximum, StationaryKind.Minimum]);
        points[1].Probability.ShouldBe(0.5, 1e-14);
        points[1].Value.ShouldBe(Discount / ((1 - Discount) * (2 - Discount)), 1e-9);
        points[0].Value.ShouldBe(49.5, 1e-9);
        objective.EndOfAscent(0.01, points).ShouldBe(points[1]);
        objective.EndOfAscent(0.99, points).ShouldBe(points[1]);
    }

    [Fact]
    public void The_maximum_of_one_agent_alone_is_at_an_end()
    {
        var both = Opposite();
        var points = OneParameterObjective.Of(new EnvironmentSet(Discount, [1, 0], [both.Types[0]]), agents: 1).StationaryPoints();
        points.Select(point => (point.Probability, point.Kind)).ShouldBe(
            [(0, StationaryKind.Minimum), (1, StationaryKind.Maximum)]);
        points[1].Value.ShouldBe(99, 1e-9);
    }

    [Fact]
    public void Values_and_slopes_are_those_of_the_federated_objective()
    {
        var gen =
            from world in Worlds.Small(maximumActions: 2)
            from p in Gen.Double[0, 1]
            from agents in Gen.Int[2, 5]
            select (world, p, agents);
        gen.Sample(
            sample =>
            {
                var world = OneChoice(sample.world);
                var objective = OneParameterObjective.Of(world, sample.agents);
                var policy = new FixedPolicy(world.States, 2);
                policy.SetParameters([.. Enumerable.Repeat((double[])[sample.p, 1 - sample.p], world.States).SelectMany(row => row)]);
                objective.Value(sample.p).ShouldBe(new FederatedObjective(world, sample.agents).Score(policy, 0).Objective, 1e-9);
                double h = 1e-6, p = Math.Clamp(sample.p, h, 1 - h), slope = objective.Slope(p);
                slope.ShouldBe((objective.Value(p + h) - objective.Value(p - h)) / (2 * h), 1e-4 * (1 + Math.Abs(slope)));
            },
            iter: 200);
    }

    [Fact]
    public void More_than_one_choice_is_refused()
    {
        var world = new SyntheticEnvironment { Actions = 2 }.Build(null);
        Should.Throw<SpecificationException>(() => OneParameterObjective.Of(world, 2))
            .Message.ShouldContain("5 states whose actions differ");
    }

    private static EnvironmentSet Opposite()
    {
        double[] stay = [1, 0], leave = [0, 1];
        MarkovDecisionProcess Agent(string name, double[] first, double[] second) =>
            new(name, states: 2, actions: 2, [.. first, .. second, .. leave, .. leave], [0, 0, 1, 1]);
        return new EnvironmentSet(Discount, [1, 0], [Agent("first", leave, stay), Agent("second", stay, leave)]);
    }

    /// <summary>The world in which both actions are the first one in every state except state 0.</summary>
    private static EnvironmentSet OneChoice(EnvironmentSet world)
    {
        MarkovDecisionProcess Agent(MarkovDecisionProcess process)
        {
            var (transitions, rewards) = (process.Transitions.ToArray(), process.Rewards.ToArray());
            for (int s = 1; s < process.States; s++)
            {
                process.TransitionRow(s, 0).CopyTo(transitions.AsSpan((2 * s + 1) * process.States));
                rewards[2 * s + 1] = rewards[2 * s];
            }

            return new MarkovDecisionProcess(process.Name, process.States, 2, transitions, rewards);
        }

        return new EnvironmentSet(world.Discount, world.InitialDistribution.AsSpan(), [.. world.Types.Select(Agent)]);
    }
}
