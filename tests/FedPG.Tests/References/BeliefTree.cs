using FedPG.Environments;

namespace FedPG.Tests.References;

/// <summary>
/// The best policy with memory by trying every action after every history of a number of steps. The rest of the rewards, all in [0, 1], is
/// bounded by 0 and 1/(1 − γ). It shares only the world's numbers with the library.
/// </summary>
internal sealed class BeliefTree(EnvironmentSet world, int agents)
{
    public (double Lower, double Upper) Solve(int steps)
    {
        double[] prior = [.. world.TypeWeights(agents)];
        (double Lower, double Upper) sum = default;
        for (int state = 0; state < world.States; state++)
        {
            var (lower, upper) = Value(state, prior, steps);
            sum = (sum.Lower + world.EvaluationDistribution[state] * lower, sum.Upper + world.EvaluationDistribution[state] * upper);
        }

        return sum;
    }

    private (double Lower, double Upper) Value(int state, double[] belief, int steps)
    {
        if (steps == 0) return (0, belief.Sum() / (1 - world.Discount));
        (double Lower, double Upper) best = (double.NegativeInfinity, double.NegativeInfinity);
        for (int action = 0; action < world.Actions; action++)
        {
            double reward = belief.Select((share, type) => share * world.Types[type].Reward(state, action)).Sum();
            (double Lower, double Upper) value = (reward, reward);
            for (int next = 0; next < world.States; next++)
            {
                double[] after = [.. belief.Select((share, type) => share * world.Types[type].TransitionRow(state, action)[next])];
                var (lower, upper) = Value(next, after, steps - 1);
                value = (value.Lower + world.Discount * lower, value.Upper + world.Discount * upper);
            }

            best = (Math.Max(best.Lower, value.Lower), Math.Max(best.Upper, value.Upper));
        }

        return best;
    }
}
