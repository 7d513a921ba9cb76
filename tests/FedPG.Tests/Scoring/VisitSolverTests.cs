using CsCheck;
using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Scoring;

public class VisitSolverTests
{
    /// <summary>Sizes on both sides of every vector width, with some policies that never take certain actions.</summary>
    private static readonly Gen<(EnvironmentSet World, Policy[] Policies)> Cases =
        from states in Gen.Int[1, 40]
        from actions in Gen.Int[2, 9]
        from seed in Gen.Long[0, 1_000_000]
        from parameters in Worlds.Numbers(states * actions).Array[1, 6]
        from isGreedy in Gen.Bool.Array[parameters.Length]
        select (
            new SyntheticEnvironment { States = states, Actions = actions, Types = 1, Seed = seed }.Build(discount: 0.9),
            parameters.Select((own, i) => Create(isGreedy[i], states, actions, own)).ToArray());

    [Fact]
    public void Visits_are_those_of_the_chain() => Cases.Sample(
        sample =>
        {
            var solver = Solve(sample.World, sample.Policies);
            for (int i = 0; i < sample.Policies.Length; i++)
            {
                var chain = new DiscountedChain(sample.World.Types[0], sample.World.Discount, sample.Policies[i].Probabilities);
                solver.Visits(i).ToArray().ShouldBe(chain.Visits(sample.World.InitialDistribution.AsSpan()), 1e-9);
            }
        },
        iter: 300);

    [Fact]
    public void Policies_together_have_the_bits_of_each_alone() => Cases.Sample(
        sample =>
        {
            var together = Solve(sample.World, sample.Policies);
            for (int i = 0; i < sample.Policies.Length; i++)
            {
                together.Visits(i).ToArray().ShouldBe(Solve(sample.World, [sample.Policies[i]]).Visits(0).ToArray());
            }
        },
        iter: 300);

    /// <summary>
    /// Kernels that exceed a core's cache are read once for two or three policies as well. The last policy is deterministic.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void Policies_together_have_the_bits_of_each_alone_if_the_kernel_exceeds_the_cache(int count)
    {
        const int States = 70, Actions = 20;
        var world = new SyntheticEnvironment { States = States, Actions = Actions, Types = 1 }.Build(discount: 0.9);
        var random = new System.Random(count);
        double[] Draw() => [.. Enumerable.Range(0, States * Actions).Select(_ => random.NextDouble())];
        Policy[] policies = [.. Enumerable.Range(0, count).Select(i => Create(i == count - 1, States, Actions, Draw()))];
        var solver = new VisitSolver(States, 8);
        solver.Solve(world.Types[0], world.Discount, world.InitialDistribution.AsSpan(), policies);
        for (int i = 0; i < count; i++)
        {
            solver.Visits(i).ToArray().ShouldBe(Solve(world, [policies[i]]).Visits(0).ToArray());
            var chain = new DiscountedChain(world.Types[0], world.Discount, policies[i].Probabilities);
            solver.Visits(i).ToArray().ShouldBe(chain.Visits(world.InitialDistribution.AsSpan()), 1e-9);
        }
    }

    [Fact]
    public void Sums_over_actions_go_from_the_first_to_the_last()
    {
        // In another order of addition the last digit would differ.
        double[] row = [1, 0], transitions = [.. Enumerable.Repeat(row, 10).SelectMany(r => r)];
        var process = new MarkovDecisionProcess("one", states: 2, actions: 5, transitions, new double[10]);
        double[] probabilities = [0.1, 0.2, 0.3, 0.35, 0.05];
        var policy = Policy(new FixedPolicy(2, 5), [.. probabilities, .. probabilities]);
        var solver = new VisitSolver(2, 1);
        solver.Solve(process, 0.9, [1, 0], [policy]);
        double sum = 0;
        foreach (double probability in probabilities) sum -= 0.9 * probability;
        solver.Visits(0)[0].ShouldBe(1 / (sum + 1));
    }

    private static Policy Create(bool isGreedy, int states, int actions, double[] parameters) =>
        Policy(isGreedy ? new GreedyPolicy(states, actions) : new SoftmaxPolicy(states, actions), parameters);

    private static Policy Policy(Policy policy, double[] parameters)
    {
        policy.SetParameters(parameters);
        return policy;
    }

    private static VisitSolver Solve(EnvironmentSet world, Policy[] policies)
    {
        var solver = new VisitSolver(world.States, policies.Length);
        solver.Solve(world.Types[0], world.Discount, world.InitialDistribution.AsSpan(), policies);
        return solver;
    }
}
