using FedPG.Environments;
using FedPG.Evaluation;
using FedPG.Numerics;
using FedPG.Random;

namespace FedPG.References;

/// <summary>
/// Multi-start exact ascent on J over stationary policies. A step is mirror ascent with the state visits as metric,
/// π(a|s) ∝ π(a|s) exp(η G(s,a)/D(s)) with G = Σ_c w_c d_c Q_c and D = Σ_c w_c d_c, and a step size that doubles while J rises.
/// J is not concave, so the result is a lower bound of the optimum.
/// </summary>
internal sealed class BestStationary(FederatedObjective objective, CancellationToken cancellationToken)
{
    private const int MaximumSteps = 3000;
    private const int Patience = 30;

    private readonly EnvironmentSet _environments = objective.Environments;
    private readonly (MarkovDecisionProcess Process, double Weight)[] _distinct = [.. objective.Distinct];

    /// <summary>The best of all starts: its value and its policy, flat [S][A].</summary>
    /// <param name="extraStarts">Policies to start from besides the usual ones, flat [S][A] each.</param>
    public (double Value, double[] Policy) Search(IEnumerable<double[]> extraStarts)
    {
        (double Value, double[] Policy) best = (double.NegativeInfinity, []);
        foreach (double[] start in Starts().Concat(extraStarts))
        {
            var found = Ascend(start);
            if (found.Value > best.Value) best = found;
        }

        return best;
    }

    private (double Value, double[] Policy) Ascend(double[] start)
    {
        double[] policy = Smooth(start, _environments.Actions, share: 0.02);
        var (value, direction) = Differentiate(policy);
        double step = 1 / (1 - _environments.Discount) * 0.01;
        for (int i = 0, idle = 0; i < MaximumSteps && idle < Patience; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] next = Step(policy, direction, step);
            double nextValue = Value(next);
            if (nextValue > value)
            {
                idle = nextValue - value < 1e-9 * Math.Abs(value) ? idle + 1 : 0;
                policy = next;
                (value, direction) = Differentiate(policy);
                step *= 2;
            }
            else
            {
                step /= 4;
                if (step < 1e-12) break;
                idle++;
            }
        }

        return (value, policy);
    }

    private double[] Step(double[] policy, double[] direction, double step)
    {
        int actions = _environments.Actions;
        var next = new double[policy.Length];
        for (int row = 0; row < policy.Length; row += actions)
        {
            double largest = double.NegativeInfinity;
            for (int i = row; i < row + actions; i++)
            {
                if (policy[i] > 0) largest = Math.Max(largest, direction[i]);
            }

            for (int i = row; i < row + actions; i++) next[i] = policy[i] * Elementary.Exp(step * (direction[i] - largest));
            Probabilities.Normalize(next.AsSpan(row, actions));
        }

        return next;
    }

    private double Value(double[] policy)
    {
        double value = 0;
        foreach (var (process, weight) in _distinct)
        {
            double[] values = new DiscountedChain(process, _environments.Discount, policy).Values(process.Rewards);
            for (int s = 0; s < values.Length; s++) value += weight * _environments.EvaluationDistribution[s] * values[s];
        }

        return value;
    }

    /// <summary>J and G(s,a)/D(s).</summary>
    private (double Value, double[] Direction) Differentiate(double[] policy)
    {
        double value = 0;
        var direction = new double[policy.Length];
        var visits = new double[_environments.States];
        foreach (var (process, weight) in _distinct)
        {
            var chain = new DiscountedChain(process, _environments.Discount, policy);
            double[] values = chain.Values(process.Rewards);
            double[] actionValues = chain.ActionValues(process.Rewards, values);
            double[] own = chain.Visits(_environments.EvaluationDistribution.AsSpan());
            for (int s = 0; s < values.Length; s++)
            {
                value += weight * _environments.EvaluationDistribution[s] * values[s];
                visits[s] += weight * own[s];
            }

            for (int i = 0; i < direction.Length; i++)
            {
                // The state's value is taken off: it changes no step, and keeps the numbers small.
                int state = i / process.Actions;
                direction[i] += weight * own[state] * (actionValues[i] - values[state]);
            }
        }

        for (int i = 0; i < direction.Length; i++)
        {
            double visited = visits[i / _environments.Actions];
            direction[i] = visited > 0 ? direction[i] / visited : 0;
        }

        return (value, direction);
    }

    /// <summary>The uniform policy, each environment's own optimum, their mean, and random policies.</summary>
    private IEnumerable<double[]> Starts()
    {
        int actions = _environments.Actions, pairs = _environments.States * actions;
        int random = _environments.States <= 64 ? 8 : 2;
        yield return Smooth(new double[pairs], actions, share: 1);
        var optima = _distinct.Take(8)
            .Select(d => PolicyIteration.OneHot(PolicyIteration.Solve(d.Process, _environments.Discount).Actions, actions))
            .ToList();
        foreach (double[] optimum in optima) yield return optimum;
        yield return [.. Enumerable.Range(0, pairs).Select(i => optima.Average(optimum => optimum[i]))];
        for (int start = 0; start < random; start++)
        {
            var stream = RandomStreams.For(StreamPurpose.Search, seed: 1, agent: start);
            var policy = new double[pairs];
            for (int i = 0; i < pairs; i++) policy[i] = stream.NextExponential();
            for (int row = 0; row < pairs; row += actions) Probabilities.Normalize(policy.AsSpan(row, actions));
            yield return policy;
        }
    }

    /// <summary>Mixes in some of the uniform policy: an action of probability 0 could never come back.</summary>
    private static double[] Smooth(double[] policy, int actions, double share) =>
        [.. policy.Select(probability => (1 - share) * probability + share / actions)];
}
