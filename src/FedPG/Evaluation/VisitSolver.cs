using System.Runtime.CompilerServices;
using FedPG.Environments;
using FedPG.Numerics;
using FedPG.Policies;

namespace FedPG.Evaluation;

/// <summary>
/// Solves dᵀ(I − γP_π) = ρᵀ for the discounted visits d of policies: one solution scores a policy under any rewards, J = Σ_s d(s) Σ_a π(a|s) r(s,a).
/// The matrix is diagonally dominant by rows, so that elimination needs no pivots. Not for use by several threads at once.
/// </summary>
internal sealed class VisitSolver
{
    private readonly int _states;
    private readonly PaddedRows _systems;
    private readonly PaddedRows _visits;
    private int[] _active = [];
    private double[] _weights = [];

    /// <summary>A solver for environments of a size.</summary>
    /// <param name="states">S.</param>
    /// <param name="policies">How many policies it takes at most: P, far larger than the caches in large environments, is read once for all of them.</param>
    public VisitSolver(int states, int policies)
    {
        _states = states;
        _systems = new PaddedRows(policies * states, states);
        _visits = new PaddedRows(policies, states);
    }

    /// <summary>Solves for one environment; <see cref="Visits"/> has the result.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="initialDistribution">ρ, [S].</param>
    /// <param name="policies">The policies.</param>
    public void Solve(MarkovDecisionProcess process, double discount, ReadOnlySpan<double> initialDistribution, ReadOnlySpan<Policy> policies)
    {
        Assemble(process, discount, policies);
        for (int i = 0; i < policies.Length; i++)
        {
            Eliminate(i * _states);
            initialDistribution.CopyTo(_visits[i]);
            Substitute(i * _states, i);
        }
    }

    /// <summary>d of a policy, by its place among those solved last, [S].</summary>
    public ReadOnlySpan<double> Visits(int policy) => _visits[policy];

    /// <summary>I − γP_π of each policy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Assemble(MarkovDecisionProcess process, double discount, ReadOnlySpan<Policy> policies)
    {
        for (int s = 0; s < _states; s++)
        {
            var transitions = process.Transitions.Slice(s * process.Actions * _states, process.Actions * _states);
            for (int first = 0; first < policies.Length; first += WeightedRows.Together)
            {
                var together = policies[first..Math.Min(policies.Length, first + WeightedRows.Together)];
                var active = Weigh(discount, together, s * process.Actions, process.Actions);
                var rows = _systems.From(first * _states + s);
                if (together.Length == WeightedRows.Together)
                {
                    WeightedRows.Four(active, _weights, transitions, _states, rows, _states * _systems.Stride);
                }
                else
                {
                    for (int i = 0; i < together.Length; i++) WeightedRows.One(active, _weights.AsSpan(i), transitions, _systems[(first + i) * _states + s]);
                }
            }

            for (int i = 0; i < policies.Length; i++) _systems[i * _states + s][s] += 1;
        }
    }

    /// <summary>γπ(·|s) of up to four policies side by side, and the actions that one of them takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<int> Weigh(double discount, ReadOnlySpan<Policy> policies, int pair, int actions)
    {
        if (_active.Length < actions) (_active, _weights) = (new int[actions], new double[actions * WeightedRows.Together]);
        Span<double> weights = _weights;
        for (int i = 0; i < policies.Length; i++)
        {
            var probabilities = policies[i].Probabilities.Slice(pair, actions);
            for (int a = 0; a < probabilities.Length; a++) weights[a * WeightedRows.Together + i] = discount * probabilities[a];
        }

        int count = 0;
        for (int a = 0; a < actions; a++)
        {
            double sum = 0;
            for (int i = 0; i < policies.Length; i++) sum += weights[a * WeightedRows.Together + i];
            if (sum != 0) _active[count++] = a;
        }

        return _active.AsSpan(0, count);
    }

    /// <summary>LU in place, L with a diagonal of ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Eliminate(int first)
    {
        for (int k = 0; k < _states - 1; k++) _systems.EliminateBelow(first + k, k, _states - 1 - k);
    }

    /// <summary>dᵀLU = ρᵀ: yᵀU = ρᵀ from the first state on, then dᵀL = yᵀ from the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Substitute(int first, int policy)
    {
        var visits = _visits[policy];
        for (int s = 0; s < _states; s++)
        {
            visits[s] /= _systems[first + s][s];
            _systems.SubtractAfter(s, visits[s], first + s, _visits, policy);
        }

        for (int s = _states - 1; s > 0; s--) _systems.SubtractBefore(s, visits[s], first + s, _visits, policy);
    }
}
