using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Environments;

namespace FedPG.Evaluation;

/// <summary>
/// Solves dᵀ(I − γP_π) = ρᵀ for the discounted visits d of a policy: one solution scores a policy under any rewards, J = Σ_s d(s) Σ_a π(a|s) r(s,a).
/// The matrix is diagonally dominant by rows, so that elimination needs no pivots. Not for use by several threads at once.
/// </summary>
internal sealed class VisitSolver(int states)
{
    private readonly double[] _system = new double[states * states];

    /// <summary>Solves for one environment.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="probabilities">π, flat [S][A].</param>
    /// <param name="visits">ρ on entry, d on return, [S].</param>
    public void Solve(MarkovDecisionProcess process, double discount, ReadOnlySpan<double> probabilities, Span<double> visits)
    {
        Assemble(process, discount, probabilities);
        Eliminate();

        // dᵀLU = ρᵀ: yᵀU = ρᵀ from the first state on, then dᵀL = yᵀ from the last.
        for (int s = 0; s < states; s++)
        {
            var row = Row(s);
            visits[s] /= row[s];
            Subtract(visits[s], row[(s + 1)..], visits[(s + 1)..]);
        }

        for (int s = states - 1; s > 0; s--) Subtract(visits[s], Row(s)[..s], visits[..s]);
    }

    /// <summary>I − γP_π.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Assemble(MarkovDecisionProcess process, double discount, ReadOnlySpan<double> probabilities)
    {
        Array.Clear(_system);
        var transitions = process.Transitions;
        for (int pair = 0; pair < probabilities.Length; pair++)
        {
            if (probabilities[pair] != 0) Subtract(discount * probabilities[pair], transitions.Slice(pair * states, states), Row(pair / process.Actions));
        }

        for (int s = 0; s < states; s++) _system[s * (states + 1)] += 1;
    }

    /// <summary>LU in place, L with a diagonal of ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Eliminate()
    {
        for (int k = 0; k < states; k++)
        {
            var pivot = Row(k);
            for (int s = k + 1; s < states; s++)
            {
                var row = Row(s);
                if (row[k] == 0) continue;
                row[k] /= pivot[k];
                Subtract(row[k], pivot[(k + 1)..], row[(k + 1)..]);
            }
        }
    }

    private Span<double> Row(int state) => _system.AsSpan(state * states, states);

    /// <summary>y ← y − factor · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ref double from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i + 8 <= x.Length; i += 8)
        {
            var part = Vector512.Create(factor) * Vector512.LoadUnsafe(ref from, (nuint)i);
            (Vector512.LoadUnsafe(ref to, (nuint)i) - part).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++) y[i] -= factor * x[i];
    }
}
