using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Scoring;

/// <summary>The same worlds as lists of successors, which are solved by iteration, and as tables, which are eliminated.</summary>
public class SparseScoringTests
{
    public static TheoryData<string, double> Cases()
    {
        var data = new TheoryData<string, double>();
        foreach (string world in (string[])["grid", "cliff", "garnet"])
            foreach (double discount in (double[])[0.5, 0.99, 0.999]) data.Add(world, discount);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scores_and_gradients_of_both_forms_agree(string world, double discount)
    {
        var lists = Build(world, discount);
        var tables = SparseWorlds.AsTables(lists);
        lists.Types[0].Kernel.IsSparse.ShouldBeTrue();
        tables.Types[0].Kernel.IsSparse.ShouldBeFalse();
        var policy = Sloped(lists);
        FederatedObjective sparse = new(lists, 2), dense = new(tables, 2);
        double size = tables.Types.Max(type => type.Rewards.ToArray().Max(Math.Abs)) / (1 - discount);
        var (one, other) = (sparse.Score(policy, 0.1), dense.Score(policy, 0.1));
        one.Objective.ShouldBe(other.Objective, 1e-12 * Math.Max(1, Math.Abs(other.Objective)));
        one.Regularized.ShouldBe(other.Regularized, 1e-12 * Math.Max(1, Math.Abs(other.Regularized)));
        double[] gradient = sparse.Gradient(policy, 0.1), expected = dense.Gradient(policy, 0.1);
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < gradient.Length; i++) gradient[i].ShouldBe(expected[i], 1e-12 * Math.Max(largest, size));
    }

    [Fact]
    public void A_score_does_not_depend_on_earlier_ones()
    {
        var world = Build("garnet", 0.99);
        var scorer = new PolicyScorer(new FederatedObjective(world, 2), policies: 2);
        Policy sloped = Sloped(world), uniform = new SoftmaxPolicy(world.States, world.Actions);
        double alone = scorer.Score([sloped], 0)[0].Objective;
        scorer.Score([uniform, sloped], 0)[1].Objective.ShouldBe(alone);
        new FederatedObjective(world, 2).Score(sloped, 0).Objective.ShouldBe(alone);
    }

    [Fact]
    public void States_that_no_policy_leaves_have_their_value()
    {
        // Each state leads to the next with probability 1/2, so that the last one, with reward 1, is reached late; γ/(2−γ) a step.
        const int states = 800;
        const double discount = 0.999;
        var kernel = new TransitionKernelBuilder(states, 2);
        for (int s = 0; s < states; s++)
        {
            for (int a = 0; a < 2; a++)
            {
                kernel.Add(s, s == states - 1 ? 1 : 0.5);
                if (s < states - 1) kernel.Add(s + 1, 0.5);
                kernel.EndRow();
            }
        }

        var rewards = new double[2 * states];
        rewards.AsSpan(2 * states - 2).Fill(1);
        var process = new MarkovDecisionProcess("chain", kernel.Build(), rewards);
        var chain = new DiscountedChain(process, discount, Enumerable.Repeat(0.5, 2 * states).ToArray());
        double[] values = chain.Values(process.Rewards);
        for (int s = 0; s < states; s++)
            values[s].ShouldBe(Math.Pow(discount / (2 - discount), states - 1 - s) / (1 - discount), 1e-12 / (1 - discount));
    }

    private static EnvironmentSet Build(string world, double discount) => world switch
    {
        "grid" => new GridworldEnvironment { Rows = 24, Columns = 24, Walls = [[5, 5], [5, 6]], Goal = [20, 21], EpsilonP = 0.4 }
            .Build(discount).ScoredUnder(Probabilities.Uniform(574)),
        "cliff" => new WindyCliffEnvironment { Width = 26, Height = 24 }.Build(discount),
        _ => new GarnetEnvironment { States = 560, EpsilonR = 0.3 }.Build(discount),
    };

    /// <summary>A policy whose probabilities differ between states and actions.</summary>
    private static SoftmaxPolicy Sloped(EnvironmentSet world)
    {
        var policy = new SoftmaxPolicy(world.States, world.Actions);
        policy.SetParameters([.. Enumerable.Range(0, world.States * world.Actions).Select(i => 3 * Math.Sin(i))]);
        return policy;
    }
}
