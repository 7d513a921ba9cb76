using System.Runtime.CompilerServices;
using FedPG.Environments;
using FedPG.Kernels.Linear;
using FedPG.Policies;

namespace FedPG.Scoring;

/// <summary>
/// Solves dᵀ(I − γP_π) = ρᵀ for the discounted visits d of policies. One solution scores a policy under any rewards,
/// J = Σ_s d(s) Σ_a π(a|s) r(s,a). The matrix is diagonally dominant by rows, so that elimination needs no pivoting. Sparse kernels are
/// solved by iteration. Not thread-safe.
/// </summary>
internal sealed class VisitSolver
{
    /// <summary>The number of transition probabilities that fit in a core's cache.</summary>
    private const int Near = 1 << 16;

    private readonly int _states;
    private readonly int _policies;
    private readonly PaddedRows _visits;
    private PaddedRows? _systems;
    private IteratedSystem? _iterated;
    private int[] _active = [];
    private double[] _totals = [];
    private double[] _weights = [];

    /// <summary>A solver for environments with S states.</summary>
    /// <param name="states">S.</param>
    /// <param name="policies">
    /// The largest number of policies solved at a time. P, which exceeds the caches in large environments, is read once for all of them.
    /// </param>
    public VisitSolver(int states, int policies)
    {
        (_states, _policies) = (states, policies);
        _visits = new PaddedRows(policies, states);
    }

    /// <summary>Solves for one environment; read the result from <see cref="Visits"/>.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="initialDistribution">ρ, [S].</param>
    /// <param name="policies">The policies.</param>
    public void Solve(
        MarkovDecisionProcess process, double discount, ReadOnlySpan<double> initialDistribution, ReadOnlySpan<Policy> policies)
    {
        process = process.Summed(discount);
        if (process.Kernel.IsSparse) Iterate(process, discount, initialDistribution, policies);
        else Eliminate(process, discount, initialDistribution, policies);
    }

    /// <summary>d of a policy, [S]; the index is that of the policy in the last call to <see cref="Solve"/>.</summary>
    public ReadOnlySpan<double> Visits(int policy) => _visits[policy];

    private void Iterate(
        MarkovDecisionProcess process, double discount, ReadOnlySpan<double> initialDistribution, ReadOnlySpan<Policy> policies)
    {
        _iterated ??= new IteratedSystem(discount, WorkMeter.Unlimited());
        for (int i = 0; i < policies.Length; i++)
        {
            _iterated.Load(process, policies[i].Probabilities);
            _iterated.Visits(initialDistribution, _visits[i]);
        }
    }

    private void Eliminate(
        MarkovDecisionProcess process, double discount, ReadOnlySpan<double> initialDistribution, ReadOnlySpan<Policy> policies)
    {
        _systems ??= new PaddedRows(_policies * _states, _states);
        Assemble(_systems, process, discount, policies);
        for (int i = 0; i < policies.Length; i++)
        {
            Elimination.Factorise(_systems, i * _states, _states);
            initialDistribution.CopyTo(_visits[i]);
            Substitute(_systems, i * _states, i);
        }
    }

    /// <summary>I − γP_π of each policy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Assemble(PaddedRows rows, MarkovDecisionProcess process, double discount, ReadOnlySpan<Policy> policies)
    {
        // Re-reading P from memory costs more than computing unused sums.
        var table = process.Kernel.Table;
        bool isFar = table.Length > Near;
        for (int s = 0; s < _states; s++)
        {
            var transitions = table.Slice(s * process.Actions * _states, process.Actions * _states);
            for (int first = 0; first < policies.Length; first += WeightedRows.Together)
            {
                var together = policies[first..Math.Min(policies.Length, first + WeightedRows.Together)];
                bool isFour = together.Length == WeightedRows.Together
                    || (isFar && together.Length > 1 && first + WeightedRows.Together <= _policies);
                int sums = isFour ? WeightedRows.Together : together.Length;
                var active = ComputeWeights(discount, together, sums, s * process.Actions, process.Actions);
                if (isFour)
                {
                    // During the last sums of a state its transitions are in the cache, so those of the next state can be fetched.
                    bool isLast = first + WeightedRows.Together >= policies.Length;
                    var ahead = isFar && isLast && s + 1 < _states
                        ? table.Slice((s + 1) * transitions.Length, transitions.Length)
                        : [];
                    var systems = rows.From(first * _states + s);
                    WeightedRows.Four(active, _weights, transitions, _states, systems, _states * rows.Stride, ahead);
                    continue;
                }

                for (int i = 0; i < together.Length; i++)
                {
                    var weights = _weights.AsSpan(i * process.Actions, process.Actions);
                    WeightedRows.One(active, weights, transitions, rows[(first + i) * _states + s]);
                }
            }

            for (int i = 0; i < policies.Length; i++) rows[i * _states + s][s] += 1;
        }
    }

    /// <summary>
    /// Stores γπ(·|s) of up to four policies one after the other, followed by zeros for the unused sums, and returns the actions that
    /// at least one of the policies takes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<int> ComputeWeights(double discount, ReadOnlySpan<Policy> policies, int sums, int pair, int actions)
    {
        if (_active.Length != actions)
        {
            (_active, _totals, _weights) = (new int[actions], new double[actions], new double[actions * WeightedRows.Together]);
        }

        Span<double> total = _totals, weights = _weights;
        total.Clear();
        for (int i = 0; i < policies.Length; i++)
        {
            // γπ(·|s) of one policy.
            var own = policies[i].Probabilities.Slice(pair, actions);
            ScaledSum.AddAndStore(total, own, discount, weights.Slice(i * actions, actions));
        }

        weights[(policies.Length * actions)..(sums * actions)].Clear();
        int count = 0;
        for (int a = 0; a < total.Length; a++)
        {
            if (total[a] != 0) _active[count++] = a;
        }

        return _active.AsSpan(0, count);
    }

    /// <summary>Solves dᵀLU = ρᵀ: yᵀU = ρᵀ from the first state to the last, then dᵀL = yᵀ from the last to the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Substitute(PaddedRows rows, int first, int policy)
    {
        var visits = _visits[policy];
        for (int s = 0; s < _states; s++)
        {
            visits[s] /= rows[first + s][s];
            rows.SubtractAfter(s, visits[s], first + s, _visits, policy);
        }

        for (int s = _states - 1; s > 0; s--) rows.SubtractBefore(s, visits[s], first + s, _visits, policy);
    }
}
