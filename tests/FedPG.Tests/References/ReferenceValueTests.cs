using CsCheck;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Policies;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Tests.References;

public class ReferenceValueTests
{
    [Fact]
    public void The_counterexample_matches_the_calculation_by_hand()
    {
        const double Discount = 0.99;
        var values = ReferenceValues.Compute(Worlds.CounterExample(), agents: 2);
        values.BestDeterministic!.Value.ShouldBe(49.5, 1e-9);
        values.BestDeterministic!.Exhaustive.ShouldBeTrue();
        values.BestStationary!.Value.ShouldBe(Discount / ((1 - Discount) * (2 - Discount)), 1e-6);
        values.BestPeriodic.Single(p => p.Period == 2).Value.ShouldBe(Discount * (1 + Discount) / (2 * (1 - Discount)), 1e-4);
        values.UpperBound!.Value.ShouldBe(99, 1e-9);
    }

    [Theory]
    [InlineData("challenging-mdp", 63.0646, 96.8748, 97.2118, 97.5579)]
    [InlineData("challenging-gridworld", 55.9218, 72.6856, 72.9152, 73.1684)]
    public void The_papers_hard_pairs_have_the_known_reference_values(
        string name, double deterministic, double stationary, double period2, double upperBound)
    {
        var environments = ((IEnvironmentDefinition)Activator.CreateInstance(FederationCatalogue.Default.Environments[name])!).Build(null);
        var values = ReferenceValues.Compute(environments, agents: 2);
        values.UpperBound!.Value.ShouldBe(upperBound, 5e-5 + 1e-6);
        values.BestDeterministic!.Value.ShouldBe(deterministic, 5e-5 + 1e-6);
        values.BestDeterministic!.Exhaustive.ShouldBeTrue();
        values.BestStationary!.Value.ShouldBe(stationary, 1e-3);

        // Lower bounds of the same optimum: finding more than the known value is no error, finding less is.
        values.BestPeriodic.Single(p => p.Period == 2).Value.ShouldBeInRange(period2 - 1e-3, upperBound);
    }

    [Fact]
    public void The_enumeration_of_deterministic_policies_agrees_with_brute_force() => Worlds.Small(maximumActions: 3).Sample(
        world =>
        {
            var found = Search(world);
            found.Exhaustive.ShouldBeTrue();
            found.Value.ShouldBe(AllPolicies(world).Max(policy => Score(world, policy)), 1e-9);
        },
        iter: 20);

    [Fact]
    public void Local_search_beyond_the_limit_gives_a_notice_and_ends_where_no_switch_helps()
    {
        var world = new SyntheticEnvironment { States = 12, Actions = 4, EpsilonP = 0.8 }.Build(discount: 0.9);
        var found = Search(world);
        found.Exhaustive.ShouldBeFalse();
        found.Value.ShouldBe(Score(world, [.. found.Actions]), 1e-9);
        for (int state = 0; state < world.States; state++)
        {
            for (int action = 0; action < world.Actions; action++)
            {
                int[] switched = [.. found.Actions];
                switched[state] = action;
                Score(world, switched).ShouldBeLessThanOrEqualTo(found.Value + 1e-8);
            }
        }
    }

    [Fact]
    public void Values_are_ordered_as_theory_orders_them() => Worlds.Small().Sample(
        world =>
        {
            var values = ReferenceValues.Compute(world, agents: 2);
            values.BestDeterministic!.Value.ShouldBeLessThanOrEqualTo(values.BestStationary!.Value);
            values.BestStationary!.Value.ShouldBeLessThanOrEqualTo(values.UpperBound!.Value);
            foreach (var periodic in values.BestPeriodic)
            {
                periodic.Value.ShouldBeGreaterThanOrEqualTo(values.BestStationary!.Value);
                periodic.Value.ShouldBeLessThanOrEqualTo(values.UpperBound!.Value);
            }
        },
        iter: 10);

    [Fact]
    public void With_one_environment_all_reference_values_agree() => Gen.Long[0, 10_000].Sample(
        seed =>
        {
            var values = ReferenceValues.Compute(new SyntheticEnvironment { Types = 1, Seed = seed }.Build(null), agents: 1);
            values.BestDeterministic!.Value.ShouldBe(values.UpperBound!.Value);
            values.BestStationary!.Value.ShouldBe(values.UpperBound!.Value);
        },
        iter: 10);

    [Theory]
    [InlineData(1, 0.999)]
    [InlineData(1000, 0.99)]
    public void Searches_end_if_actions_differ_only_by_rounding(double reward, double discount)
    {
        var unscaled = new GridworldEnvironment { Rows = 5, Columns = 5, EpsilonP = 0.3 }.Build(discount);
        var types = unscaled.Types.Select(type => new MarkovDecisionProcess(
            type.Name, type.States, type.Actions, type.Transitions.ToArray(), [.. type.Rewards.ToArray().Select(r => r * reward)]));
        var world = new EnvironmentSet(discount, unscaled.InitialDistribution.AsSpan(), [.. types]);
        var found = Search(world);
        found.Exhaustive.ShouldBeFalse();
        found.Value.ShouldBe(Score(world, [.. found.Actions]), 1e-9 * reward / (1 - discount));
    }

    [Fact]
    public void A_cancellation_token_ends_the_computation() =>
        Should.Throw<OperationCanceledException>(() => ReferenceValues.Compute(
            new SyntheticEnvironment().Build(null), agents: 2, cancellationToken: new CancellationToken(canceled: true)));

    private static DeterministicOptimum Search(EnvironmentSet world)
    {
        var (objective, meter) = (new FederatedObjective(world, agents: 2), WorkMeter.Unlimited());
        return new BestDeterministic(objective, CommonOptimum.Of(objective, meter)!, meter).Search();
    }

    private static IEnumerable<int[]> AllPolicies(EnvironmentSet world)
    {
        int count = (int)Math.Pow(world.Actions, world.States);
        for (int code = 0; code < count; code++)
        {
            int rest = code;
            yield return [.. Enumerable.Range(0, world.States).Select(_ =>
            {
                int action = rest % world.Actions;
                rest /= world.Actions;
                return action;
            })];
        }
    }

    private static double Score(EnvironmentSet world, int[] actions)
    {
        var policy = new FixedPolicy(world.States, world.Actions);
        policy.SetParameters(PolicyIteration.OneHot(actions, world.Actions));
        return new FederatedObjective(world, agents: 2).Score(policy, temperature: 0).Objective;
    }
}
