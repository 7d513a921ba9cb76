using FedPG.Environments;
using FedPG.Numerics;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>
/// Exact ascent on J over stationary policies: mirror ascent with the state visits as metric, π(a|s) ∝ π(a|s) exp(η G(s,a)/D(s)) with G =
/// Σ_c w_c d_c (Q_c − V_c) and D = Σ_c w_c d_c. η doubles while J rises. It starts at one over the mean of |G/D| under the policy, so the
/// rewards' unit does not matter.
/// </summary>
internal sealed class StationaryAscent
{
    private const int Patience = 30;
    private const int MostStarts = 6;

    /// <summary>The smallest gain that counts, relative to the numbers that J is the sum of.</summary>
    private const double Rounding = 1e-13;

    private readonly EnvironmentSet _environments;
    private readonly WorkMeter _meter;
    private readonly (PolicyChain Chain, double Weight)[] _chains;
    private readonly double[] _ownVisits;
    private readonly double[] _values;
    private readonly double[] _expected;
    private readonly double[] _visits;

    public StationaryAscent(FederatedObjective objective, WorkMeter meter)
    {
        (_environments, _meter) = (objective.Environments, meter);
        var shared = new IteratedSystem(_environments.Discount, meter);
        _chains = [.. objective.Distinct.Select(d => (new PolicyChain(d.Process, _environments.Discount, meter, shared), d.Weight))];
        int states = _environments.States;
        (_ownVisits, _values, _expected, _visits) = (new double[states], new double[states], new double[states], new double[states]);
    }

    /// <summary>Ascends from a policy, flat [S][A], and again from a point near the result as long as J gains.</summary>
    /// <param name="start">The policy.</param>
    /// <param name="steps">The largest number of steps.</param>
    public (double Value, double[] Policy) From(double[] start, int steps)
    {
        // Terms that dominated J may have vanished after the first ascent: the next one's steps are scaled to the others.
        double share = 0.02;
        var best = Climb(Smooth(start, _environments.Actions, share), ref steps);
        for (int i = 1; i < MostStarts && steps > 0 && !_meter.IsSpent; i++)
        {
            share /= 10;
            var next = Climb(Smooth(best.Policy, _environments.Actions, share), ref steps);
            bool isBetter = next.Score.Value - best.Score.Value > Rounding * next.Score.Size;
            if (next.Score.Value > best.Score.Value) best = next;
            if (!isBetter) break;
        }

        return (best.Score.Value, best.Policy);
    }

    private (CommonScore Score, double[] Policy) Climb(double[] policy, ref int steps)
    {
        var score = Score(policy);
        double[] direction = Direction(out double mean);
        double first = mean > 0 ? 1 / mean : 0, step = first;
        for (int idle = 0; steps > 0 && idle < Patience && step > 1e-12 * first && !_meter.IsSpent; steps--)
        {
            double[] next = Step(policy, direction, step);
            var reached = Score(next);
            if (reached.Value > score.Value)
            {
                idle = reached.Value - score.Value < Rounding * reached.Size ? idle + 1 : 0;
                (policy, score) = (next, reached);
                direction = Direction(out _);
                step *= 2;
            }
            else
            {
                step /= 4;
                idle++;
            }
        }

        return (score, policy);
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

            for (int i = row; i < row + actions; i++)
            {
                if (policy[i] > 0) next[i] = policy[i] * Elementary.Exp(Math.Min(step, double.MaxValue) * (direction[i] - largest));
            }

            Probabilities.Normalize(next.AsSpan(row, actions));
        }

        return next;
    }

    /// <summary>Computes J and loads the policy into the chains.</summary>
    private CommonScore Score(double[] policy)
    {
        var score = default(CommonScore);
        foreach (var (chain, weight) in _chains)
        {
            chain.Load(policy);
            chain.ExpectedRewards(_expected);
            chain.Visits(_environments.ScoredFrom(chain.Process), _ownVisits);
            double value = 0, size = 0;
            for (int s = 0; s < _expected.Length; s++)
            {
                value += _ownVisits[s] * _expected[s];
                size += _ownVisits[s] * Math.Abs(_expected[s]);
            }

            score = score.Plus(weight, new CommonScore(value, size));
        }

        return score;
    }

    /// <summary>G(s,a)/D(s) at the policy scored last, and the mean of its magnitudes under the policy and its visits.</summary>
    private double[] Direction(out double mean)
    {
        var direction = new double[_environments.States * _environments.Actions];
        Array.Clear(_visits);
        foreach (var (chain, weight) in _chains) AddAdvantages(chain, weight, direction);
        double total = 0, sum = 0;
        for (int s = 0; s < _visits.Length; s++)
        {
            total += _visits[s];
            for (int i = s * _environments.Actions; i < (s + 1) * _environments.Actions; i++)
            {
                sum += _chains[0].Chain.Probability(i) * Math.Abs(direction[i]);
                direction[i] = _visits[s] > 0 ? direction[i] / _visits[s] : 0;
            }
        }

        mean = sum / total;
        return direction;
    }

    private void AddAdvantages(PolicyChain chain, double weight, double[] direction)
    {
        var process = chain.Process;
        chain.ExpectedRewards(_expected);
        chain.Values(_expected, _values);
        chain.Visits(_environments.ScoredFrom(chain.Process), _ownVisits);
        for (int s = 0; s < _values.Length; s++)
        {
            _visits[s] += weight * _ownVisits[s];
            if (_ownVisits[s] == 0) continue;
            _meter.Spend(process.Kernel.Count / process.States);
            for (int a = 0; a < process.Actions; a++)
            {
                double toGo = process.Successors(s, a).Expected(_values);
                double advantage = process.Reward(s, a) + _environments.Discount * toGo - _values[s];
                direction[s * process.Actions + a] += weight * _ownVisits[s] * advantage;
            }
        }
    }

    /// <summary>Mixes in some of the uniform policy: an action of probability 0 could never come back.</summary>
    public static double[] Smooth(double[] policy, int actions, double share) =>
        [.. policy.Select(probability => (1 - share) * probability + share / actions)];
}
