using FedPG.Environments;

namespace FedPG.Tests.References;

/// <summary>
/// Reference values of a small world, by trying every deterministic policy in exact fractions. It shares only the world's numbers with the
/// library.
/// </summary>
internal sealed class ExactWorld(EnvironmentSet world)
{
    /// <summary>The mean of the environments' optima, and the best common deterministic policy.</summary>
    public (double UpperBound, double BestDeterministic) Solve()
    {
        var types = world.Types;
        var optima = new Rational?[types.Length];
        Rational? best = null;
        var count = Rational.Of(types.Length);
        foreach (int[] policy in Policies())
        {
            var sum = Rational.Of(0);
            for (int type = 0; type < types.Length; type++)
            {
                var value = Objective(types[type], policy);
                if (optima[type] is not { } optimum || value.IsAbove(optimum)) optima[type] = value;
                sum += value;
            }

            if (best is not { } before || sum.IsAbove(before)) best = sum;
        }

        var bound = optima.Aggregate(Rational.Of(0), (sum, optimum) => sum + optimum!.Value);
        return ((bound / count).ToDouble(), (best!.Value / count).ToDouble());
    }

    /// <summary>J of a deterministic policy in one environment, by elimination with any pivot other than 0.</summary>
    public Rational Objective(MarkovDecisionProcess process, int[] policy)
    {
        int states = process.States;
        var (discount, one) = (Rational.Of(world.Discount), Rational.Of(1));
        var rows = new Rational[states][];
        for (int s = 0; s < states; s++)
        {
            var transitions = process.TransitionRow(s, policy[s]).ToArray();
            rows[s] = [.. transitions.Select(p => Rational.Of(0) - discount * Rational.Of(p)), Rational.Of(process.Reward(s, policy[s]))];
            rows[s][s] += one;
        }

        for (int column = 0; column < states; column++)
        {
            int pivot = Enumerable.Range(column, states - column).First(row => !rows[row][column].IsZero);
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (int row = 0; row < states; row++)
            {
                if (row == column || rows[row][column].IsZero) continue;
                var factor = rows[row][column] / rows[column][column];
                for (int i = column; i <= states; i++) rows[row][i] -= factor * rows[column][i];
            }
        }

        return Enumerable.Range(0, states).Aggregate(
            Rational.Of(0), (sum, s) => sum + Rational.Of(world.EvaluationDistribution[s]) * rows[s][states] / rows[s][s]);
    }

    private IEnumerable<int[]> Policies()
    {
        int count = (int)Math.Pow(world.Actions, world.States);
        for (int code = 0; code < count; code++)
        {
            int rest = code;
            yield return [.. Enumerable.Range(0, world.States).Select(_ => (rest, rest /= world.Actions).Item1 % world.Actions)];
        }
    }
}
