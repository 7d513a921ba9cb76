using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FedPG.Kernels.Lanes;

/// <summary>Credit of the pairs that trajectories have visited, with the rewards to go of each.</summary>
internal static class CreditSums
{
    /// <summary>γ^t / B, [T].</summary>
    public static double[] Weights(double discount, int horizon, int batch)
    {
        var weights = new double[horizon];
        double power = 1;
        for (int t = 0; t < horizon; t++, power *= discount) weights[t] = power / batch;
        return weights;
    }

    /// <summary>
    /// Sums W, four trajectories at a time and each from its last step, so that rewards to go stay in registers. Nothing is checked.
    /// </summary>
    /// <param name="pairs">The pairs visited, s · A + a, [T][B].</param>
    /// <param name="batch">B.</param>
    /// <param name="weights">γ^t / B, [T].</param>
    /// <param name="rewards">r, [S][A].</param>
    /// <param name="credit">The destination, [S][A].</param>
    public static void Sum(
        ReadOnlySpan<int> pairs, int batch, ReadOnlySpan<double> weights, ReadOnlySpan<double> rewards, Span<double> credit)
    {
        credit.Clear();
        Add(pairs, batch, weights, rewards, credit);
    }

    /// <summary>Adds to a credit, which is 0 before; see <see cref="Sum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        ReadOnlySpan<int> pairs, int batch, ReadOnlySpan<double> weights, ReadOnlySpan<double> rewards, Span<double> credit)
    {
        int b = 0, last = weights.Length - 1;
        ref double weight = ref MemoryMarshal.GetReference(weights), reward = ref MemoryMarshal.GetReference(rewards);
        ref double sum = ref MemoryMarshal.GetReference(credit);
        ref int pair = ref MemoryMarshal.GetReference(pairs);
        for (; b + 4 <= batch; b += 4)
        {
            double toGo0 = 0, toGo1 = 0, toGo2 = 0, toGo3 = 0;
            for (nint t = last; t >= 0; t--)
            {
                double own = Unsafe.Add(ref weight, t);
                ref int visited = ref Unsafe.Add(ref pair, t * batch + b);
                nint pair0 = visited,
                    pair1 = Unsafe.Add(ref visited, 1),
                    pair2 = Unsafe.Add(ref visited, 2),
                    pair3 = Unsafe.Add(ref visited, 3);
                Unsafe.Add(ref sum, pair0) += toGo0 += own * Unsafe.Add(ref reward, pair0);
                Unsafe.Add(ref sum, pair1) += toGo1 += own * Unsafe.Add(ref reward, pair1);
                Unsafe.Add(ref sum, pair2) += toGo2 += own * Unsafe.Add(ref reward, pair2);
                Unsafe.Add(ref sum, pair3) += toGo3 += own * Unsafe.Add(ref reward, pair3);
            }
        }

        for (; b < batch; b++)
        {
            double toGo = 0;
            for (nint t = last; t >= 0; t--)
            {
                nint visited = Unsafe.Add(ref pair, t * batch + b);
                Unsafe.Add(ref sum, visited) += toGo += Unsafe.Add(ref weight, t) * Unsafe.Add(ref reward, visited);
            }
        }
    }
}
