using System.Runtime.CompilerServices;
using FedPG.Environments;
using FedPG.Kernels.Linear;
using FedPG.Numerics;

namespace FedPG.Scoring;

/// <summary>
/// The system of a policy in an environment whose kernel is a table, solved without pivoting: I − γP_π is an M-matrix, and its elimination
/// uses only the transitions between states. So a state does not affect the values of states that cannot reach it, however large its
/// rewards, and the visits of unreachable states are exactly 0.
/// </summary>
internal sealed class EliminatedSystem : IPolicySystem
{
    private readonly double _discount;
    private readonly WorkMeter _meter;
    private readonly PaddedRows _system;
    private readonly PaddedRows _solution;
    private readonly double[] _policy;
    private readonly int[] _active;
    private readonly double[] _weights;
    private readonly Action<long> _spend;
    private MarkovDecisionProcess _process;

    public EliminatedSystem(MarkovDecisionProcess process, double discount, WorkMeter meter)
    {
        (_process, _discount, _meter, _spend) = (process, discount, meter, meter.Spend);
        _system = new PaddedRows(process.States, process.States);
        _solution = new PaddedRows(1, process.States);
        _policy = new double[process.States * process.Actions];
        (_active, _weights) = (new int[process.Actions], new double[process.Actions]);
    }

    public void Load(MarkovDecisionProcess process, ReadOnlySpan<double> policy)
    {
        _process = process;
        policy.CopyTo(_policy);
        int states = _process.States, actions = _process.Actions;
        long active = 0;
        for (int s = 0; s < states; s++)
        {
            int count = 0;
            for (int a = 0; a < actions; a++)
            {
                if ((_weights[a] = _discount * policy[s * actions + a]) != 0) _active[count++] = a;
            }

            var row = _system[s];
            WeightedRows.One(_active.AsSpan(0, count), _weights, _process.Kernel.Table.Slice(s * actions * states, actions * states), row);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Visits(ReadOnlySpan<double> initialDistribution, Span<double> visits)
    {
        int states = _process.States;
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

    /// <remarks>One step of iterative refinement solves for the residual.</remarks>
    public double RefinedValues(ReadOnlySpan<double> expectedRewards, ReadOnlySpan<double> guess, Span<double> values)
    {
        expectedRewards.CopyTo(values);
        Values(values);
        int states = _process.States, actions = _process.Actions;
        var rest = new double[states];
        for (int s = 0; s < states; s++)
        {
            var sum = new CompensatedSum();
            sum.Add(expectedRewards[s]);
            sum.Add(-values[s]);
            for (int a = 0; a < actions; a++)
            {
                double probability = _policy[s * actions + a];
                if (probability != 0) sum.Add(_discount * probability, PolicyChain.Expected(_process.Kernel.Row(s * actions + a), values));
            }

            rest[s] = sum.Value;
            if ((s & 31) == 31) _meter.Spend(32L * states);
        }

        Values(rest);
        for (int s = 0; s < states; s++) values[s] += rest[s];
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Values(Span<double> x)
    {
        int states = _process.States;
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
