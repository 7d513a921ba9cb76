using System.Runtime.CompilerServices;
using FedPG.Environments;
using FedPG.Kernels.Linear;

namespace FedPG.Scoring;

/// <summary>
/// The chain of a policy in one environment, solved without pivoting: I − γP_π is an M-matrix, and its elimination uses only the
/// transitions between states. So a state does not affect the values of states that cannot reach it, however large its rewards, and the
/// visits of unreachable states are exactly 0.
/// </summary>
internal sealed class PolicyChain
{
    private readonly double _discount;
    private readonly WorkMeter _meter;
    private readonly PaddedRows _system;
    private readonly PaddedRows _solution;
    private readonly double[] _policy;
    private readonly int[] _active;
    private readonly double[] _weights;
    private readonly Action<long> _spend;

    public PolicyChain(MarkovDecisionProcess process, double discount, WorkMeter meter)
    {
        (Process, _discount, _meter, _spend) = (process, discount, meter, meter.Spend);
        _system = new PaddedRows(process.States, process.States);
        _solution = new PaddedRows(1, process.States);
        _policy = new double[process.States * process.Actions];
        (_active, _weights) = (new int[process.Actions], new double[process.Actions]);
    }

    /// <summary>The environment.</summary>
    public MarkovDecisionProcess Process { get; private set; }

    /// <summary>π(a|s) of the loaded policy, by s · A + a.</summary>
    public double Probability(int pair) => _policy[pair];

    /// <summary>Loads a policy, flat [S][A], in another environment of the same size.</summary>
    public void Load(MarkovDecisionProcess process, ReadOnlySpan<double> policy)
    {
        Process = process;
        Load(policy);
    }

    /// <summary>Loads a policy, flat [S][A].</summary>
    public void Load(ReadOnlySpan<double> policy)
    {
        policy.CopyTo(_policy);
        int states = Process.States, actions = Process.Actions;
        long active = 0;
        for (int s = 0; s < states; s++)
        {
            int count = 0;
            for (int a = 0; a < actions; a++)
            {
                if ((_weights[a] = _discount * policy[s * actions + a]) != 0) _active[count++] = a;
            }

            var row = _system[s];
            WeightedRows.One(_active.AsSpan(0, count), _weights, Process.Transitions.Slice(s * actions * states, actions * states), row);
            row[s] += 1;
            active += count;
            if ((s & 63) == 63) Spend();
        }

        Spend();
        Elimination.Factorise(_system, 0, states, _spend);

        void Spend()
        {
            _meter.Spend(active * states);
            active = 0;
        }
    }

    /// <summary>Discounted visits from a distribution of the first state, [S].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Visits(ReadOnlySpan<double> initialDistribution, Span<double> visits)
    {
        int states = Process.States;
        _meter.Spend((long)states * states);
        initialDistribution.CopyTo(_solution[0]);
        var solution = _solution[0];
        for (int s = 0; s < states; s++)
        {
            if (solution[s] == 0) continue;
            solution[s] /= _system[s][s];
            _system.SubtractAfter(s, solution[s], s, _solution, 0);
        }

        for (int s = states - 1; s > 0; s--)
        {
            if (solution[s] != 0) _system.SubtractBefore(s, solution[s], s, _solution, 0);
        }

        solution.CopyTo(visits);
    }

    /// <summary>Values of the policy's expected rewards, [S].</summary>
    public void Values(ReadOnlySpan<double> expectedRewards, Span<double> values)
    {
        expectedRewards.CopyTo(values);
        Solve(values);
    }

    /// <summary>Values to full precision: one step of iterative refinement solves for the residual.</summary>
    public void RefinedValues(ReadOnlySpan<double> expectedRewards, Span<double> values)
    {
        Values(expectedRewards, values);
        int states = Process.States, actions = Process.Actions;
        var rest = new double[states];
        for (int s = 0; s < states; s++)
        {
            var sum = new CompensatedSum();
            sum.Add(expectedRewards[s]);
            sum.Add(-values[s]);
            for (int a = 0; a < actions; a++)
            {
                double probability = _policy[s * actions + a];
                if (probability != 0) sum.Add(_discount * probability, Expected(Process.TransitionRow(s, a), values));
            }

            rest[s] = sum.Value;
            if ((s & 31) == 31) _meter.Spend(32L * states);
        }

        Solve(rest);
        for (int s = 0; s < states; s++) values[s] += rest[s];
    }

    /// <summary>Σ_s' P(s') V(s') over the states with P(s') > 0.</summary>
    public static CompensatedSum Expected(ReadOnlySpan<double> row, ReadOnlySpan<double> values)
    {
        var sum = new CompensatedSum();
        for (int next = 0; next < row.Length; next++)
        {
            if (row[next] != 0) sum.Add(row[next], values[next]);
        }

        return sum;
    }

    /// <summary>Σ_a π(a|s) r(s,a), [S].</summary>
    public void ExpectedRewards(Span<double> expected)
    {
        for (int s = 0; s < expected.Length; s++)
        {
            double sum = 0;
            for (int i = s * Process.Actions; i < (s + 1) * Process.Actions; i++)
            {
                if (_policy[i] != 0) sum += _policy[i] * Process.Rewards[i];
            }

            expected[s] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Solve(Span<double> x)
    {
        int states = Process.States;
        _meter.Spend((long)states * states);
        for (int s = 1; s < states; s++) x[s] -= Dot(_system[s], x, 0, s);
        for (int s = states - 1; s >= 0; s--) x[s] = (x[s] - Dot(_system[s], x, s + 1, states)) / _system[s][s];
    }

    /// <summary>The sum of products over the columns of a row that are not 0, from the first to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(ReadOnlySpan<double> row, ReadOnlySpan<double> x, int from, int to)
    {
        double sum = 0;
        for (int i = from; i < to; i++) sum += row[i] * x[i];
        return sum;
    }
}
