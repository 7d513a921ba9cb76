using CsCheck;
using FedPG.Environments;
using FedPG.Policies;

namespace FedPG.Tests.Policies;

/// <summary>Policies over states with different numbers of actions.</summary>
public class PolicyByActionsTests
{
    private static readonly ActionSets Sets = ActionSets.Of([2, 4, 1, 3, 4], 4);

    private static readonly Func<int, int, DifferentiablePolicy>[] Families =
    [
        (states, actions) => new SoftmaxPolicy(states, actions),
        (states, actions) => new BitSoftmaxPolicy(states, actions, 0.9),
        (states, actions) => new TsallisPolicy(states, actions, 0.5),
    ];

    [Fact]
    public void A_state_has_the_policy_of_its_family_over_its_own_actions() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, int.MaxValue]).Sample((family, seed) =>
        {
            var policy = PolicyByActions.Of(Sets, Families[family]);
            double[] parameters = Numbers(policy.ParameterCount, seed);
            policy.SetParameters(parameters);
            int width = policy.ParameterCount / Sets.States;
            for (int s = 0; s < Sets.States; s++)
            {
                int count = Sets.Count(s);
                double[] expected = [1, 0, 0, 0];
                if (count > 1)
                {
                    var own = Families[family](1, count);
                    own.SetParameters(parameters.AsSpan(s * width, own.ParameterCount));
                    expected = [.. own.Probabilities, .. new double[4 - count]];
                    policy.LogLikelihood.Slice(s * 4, count).ToArray().ShouldBe(own.LogLikelihood.ToArray());
                }

                policy.Probabilities.Slice(s * 4, 4).ToArray().ShouldBe(expected);
            }
        }, iter: 20);

    [Fact]
    public void The_score_gradient_is_the_derivative_of_the_credited_log_probabilities() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, int.MaxValue]).Sample((family, seed) =>
        {
            var policy = PolicyByActions.Of(Sets, Families[family]);
            double[] parameters = Numbers(policy.ParameterCount, seed), credit = Numbers(20, seed + 1);
            double[] gradient = new double[policy.ParameterCount];
            policy.SetParameters(parameters);
            policy.ScoreGradient(credit, gradient);
            for (int i = 0; i < parameters.Length; i++)
            {
                double[] up = [.. parameters], down = [.. parameters];
                (up[i], down[i]) = (up[i] + 1e-6, down[i] - 1e-6);
                gradient[i].ShouldBe((Credited(up) - Credited(down)) / 2e-6, 1e-6);
            }

            double Credited(double[] at)
            {
                policy.SetParameters(at);
                double sum = 0;
                for (int pair = 0; pair < 20; pair++)
                    if (policy.Probabilities[pair] > 0) sum += credit[pair] * Math.Log(policy.Probabilities[pair]);
                return sum;
            }
        }, iter: 6);

    [Fact]
    public void With_all_actions_in_all_states_the_policy_is_the_familys_own() =>
        PolicyByActions.Of(ActionSets.Full(3, 4), Families[0]).ShouldBeOfType<SoftmaxPolicy>();

    [Fact]
    public void The_best_policy_takes_the_best_offered_action()
    {
        var greedy = new GreedyPolicy(Sets);
        greedy.SetParameters([.. Enumerable.Repeat((double[])[0, 1, 2, 3], 5).SelectMany(row => row)]);
        Enumerable.Range(0, 5).Select(s => greedy.Probabilities.Slice(s * 4, 4).IndexOf(1.0)).ShouldBe([1, 3, 0, 2, 3]);
    }

    [Fact]
    public void Tables_of_probabilities_are_projected_row_by_row_on_what_is_offered()
    {
        double[] table = [.. Enumerable.Repeat((double[])[0.5, 0.9, 3, 0.2], 5).SelectMany(row => row)];
        new OfferedSimplex(Sets).Project(table);
        table[..4].ShouldBe([0.3, 0.7, 0, 0], 1e-15);
        table[8..12].ShouldBe([1, 0, 0, 0]);
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
    }
}
