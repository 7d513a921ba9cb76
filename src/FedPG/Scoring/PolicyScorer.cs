using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Environments;
using FedPG.Policies;

namespace FedPG.Scoring;

/// <summary>Scores policies exactly, several at a time. Owns its buffers, so it is not thread-safe.</summary>
/// <param name="objective">The objective.</param>
/// <param name="policies">The largest number of policies scored at a time.</param>
internal sealed class PolicyScorer(FederatedObjective objective, int policies)
{
    private readonly VisitSolver _solver = new(objective.Environments.States, policies);

    /// <summary>The scores of policies under the evaluation distribution.</summary>
    /// <param name="scored">The policies.</param>
    /// <param name="temperature">λ of the regularised objective.</param>
    public PolicyScore[] Score(ReadOnlySpan<Policy> scored, double temperature)
    {
        int types = objective.Environments.Types.Length;
        var plain = new double[scored.Length][];
        for (int i = 0; i < scored.Length; i++) plain[i] = new double[types];
        Span<double> regularized = stackalloc double[scored.Length];
        Span<double> means = stackalloc double[scored.Length];
        var bonuses = new double[scored.Length, types];
        for (int type = 0; type < types; type++)
        {
            int first = objective.FirstLike(type);
            if (first == type) Solve(objective.Environments.Types[type], scored);
            for (int i = 0; i < scored.Length; i++)
            {
                if (first == type)
                {
                    plain[i][type] = Value(scored[i], _solver.Visits(i), objective.Environments.Types[type].Rewards);
                    bonuses[i, type] = -Value(scored[i], _solver.Visits(i), scored[i].LogLikelihood);
                }
                else
                {
                    (plain[i][type], bonuses[i, type]) = (plain[i][first], bonuses[i, first]);
                }

                means[i] += objective.WeightOf(type) * plain[i][type];
                regularized[i] += objective.WeightOf(type) * bonuses[i, type];
            }
        }

        var scores = new PolicyScore[scored.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            var perEnvironment = ImmutableCollectionsMarshal.AsImmutableArray(plain[i]);
            scores[i] = new PolicyScore(means[i], perEnvironment, means[i] + temperature * regularized[i]);
        }

        return scores;
    }

    private void Solve(MarkovDecisionProcess process, ReadOnlySpan<Policy> scored) =>
        _solver.Solve(process, objective.Environments.Discount, objective.Environments.ScoredFrom(process), scored);

    /// <summary>Σ_s d(s) Σ_a π(a|s) r(s,a); four states at a time, so that their sums are independent of each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Value(Policy policy, ReadOnlySpan<double> visits, ReadOnlySpan<double> rewards)
    {
        var probabilities = policy.Probabilities;
        int s = 0, actions = policy.Actions;
        double value = 0;
        for (; s + 4 <= visits.Length; s += 4)
        {
            double first = 0, second = 0, third = 0, fourth = 0;
            for (int a = 0, pair = s * actions; a < actions; a++, pair++)
            {
                Add(ref first, probabilities[pair], rewards[pair]);
                Add(ref second, probabilities[pair + actions], rewards[pair + actions]);
                Add(ref third, probabilities[pair + 2 * actions], rewards[pair + 2 * actions]);
                Add(ref fourth, probabilities[pair + 3 * actions], rewards[pair + 3 * actions]);
            }

            value += visits[s] * first;
            value += visits[s + 1] * second;
            value += visits[s + 2] * third;
            value += visits[s + 3] * fourth;
        }

        for (; s < visits.Length; s++)
        {
            double expected = 0;
            for (int pair = s * actions; pair < (s + 1) * actions; pair++) Add(ref expected, probabilities[pair], rewards[pair]);
            value += visits[s] * expected;
        }

        return value;
    }

    /// <summary>Skips actions that are never taken: their reward may be −∞, and 0 · −∞ is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double expected, double probability, double reward)
    {
        if (probability > 0) expected += probability * reward;
    }
}
