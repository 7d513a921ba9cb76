using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Linear;

/// <summary>
/// −Σ_a w_a x_a for rows x that several sums share. In each column the rows are added in order, and products and differences are rounded
/// separately, so the bits are those of the naive loop on every machine.
/// </summary>
internal static class WeightedRows
{
    /// <summary>The number of sums computed together.</summary>
    public const int Together = 4;

    private const int Wide = 16;

    /// <summary>Computes four sums.</summary>
    /// <param name="active">The indices of the rows with a weight other than 0.</param>
    /// <param name="weights">w, [<see cref="Together"/>][rows], finite.</param>
    /// <param name="rows">x, [rows][columns], finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="sums">The destination of the sums, <paramref name="distance"/> apart.</param>
    /// <param name="distance">The distance between sums, in elements.</param>
    /// <param name="ahead">Numbers to prefetch meanwhile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(
        ReadOnlySpan<int> active,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> rows,
        int columns,
        Span<double> sums,
        int distance,
        ReadOnlySpan<double> ahead)
    {
        int count = weights.Length / Together;
        if (columns < Wide)
        {
            for (int i = 0; i < Together; i++)
            {
                One(active, weights.Slice(i * count, count), rows, sums.Slice(i * distance, columns));
            }

            return;
        }

        ref double x = ref MemoryMarshal.GetReference(rows), y = ref MemoryMarshal.GetReference(sums);
        ref double wa = ref MemoryMarshal.GetReference(weights), wb = ref Unsafe.Add(ref wa, count);
        ref double wc = ref Unsafe.Add(ref wb, count), wd = ref Unsafe.Add(ref wc, count);
        ref double soon = ref MemoryMarshal.GetReference(ahead);
        int fetched = 0;
        for (int next = 0; next < columns; next += Wide)
        {
            // The last block overlaps the one before and computes the same numbers again.
            int column = Math.Min(next, columns - Wide);
            Vector512<double> a0 = default, a1 = default, b0 = default, b1 = default;
            Vector512<double> c0 = default, c1 = default, d0 = default, d1 = default;
            foreach (int row in active)
            {
                if (fetched < ahead.Length)
                {
                    Memory.Prefetch(ref Unsafe.Add(ref soon, fetched));
                    Memory.Prefetch(ref Unsafe.Add(ref soon, fetched + Wide / 2));
                    fetched += Wide;
                }

                var x0 = Vector512.LoadUnsafe(ref x, (nuint)(row * columns + column));
                var x1 = Vector512.LoadUnsafe(ref x, (nuint)(row * columns + column + 8));
                Vector512<double> a = Vector512.Create(Unsafe.Add(ref wa, row)), b = Vector512.Create(Unsafe.Add(ref wb, row));
                Vector512<double> c = Vector512.Create(Unsafe.Add(ref wc, row)), d = Vector512.Create(Unsafe.Add(ref wd, row));
                (a0, a1) = (a0 - a * x0, a1 - a * x1);
                (b0, b1) = (b0 - b * x0, b1 - b * x1);
                (c0, c1) = (c0 - c * x0, c1 - c * x1);
                (d0, d1) = (d0 - d * x0, d1 - d * x1);
            }

            Store(a0, a1, ref Unsafe.Add(ref y, column));
            Store(b0, b1, ref Unsafe.Add(ref y, column + distance));
            Store(c0, c1, ref Unsafe.Add(ref y, column + 2 * distance));
            Store(d0, d1, ref Unsafe.Add(ref y, column + 3 * distance));
        }
    }

    /// <summary>Computes a single sum.</summary>
    /// <param name="active">The indices of the rows with a weight other than 0.</param>
    /// <param name="weights">w, [rows], finite.</param>
    /// <param name="rows">x, [rows][columns], finite.</param>
    /// <param name="sum">The destination, [columns].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(ReadOnlySpan<int> active, ReadOnlySpan<double> weights, ReadOnlySpan<double> rows, Span<double> sum)
    {
        ref double x = ref MemoryMarshal.GetReference(rows), w = ref MemoryMarshal.GetReference(weights);
        ref double y = ref MemoryMarshal.GetReference(sum);
        sum.Clear();
        int i = 0;
        for (; i + 4 <= active.Length; i += 4)
        {
            ref double x0 = ref Unsafe.Add(ref x, active[i] * sum.Length), x1 = ref Unsafe.Add(ref x, active[i + 1] * sum.Length);
            ref double x2 = ref Unsafe.Add(ref x, active[i + 2] * sum.Length), x3 = ref Unsafe.Add(ref x, active[i + 3] * sum.Length);
            double w0 = Unsafe.Add(ref w, active[i]), w1 = Unsafe.Add(ref w, active[i + 1]);
            double w2 = Unsafe.Add(ref w, active[i + 2]), w3 = Unsafe.Add(ref w, active[i + 3]);
            nuint column = 0, columns = (nuint)sum.Length;
            for (; column + 8 <= columns; column += 8)
            {
                var part = Vector512.LoadUnsafe(ref y, column) - Vector512.Create(w0) * Vector512.LoadUnsafe(ref x0, column);
                part -= Vector512.Create(w1) * Vector512.LoadUnsafe(ref x1, column);
                part -= Vector512.Create(w2) * Vector512.LoadUnsafe(ref x2, column);
                (part - Vector512.Create(w3) * Vector512.LoadUnsafe(ref x3, column)).StoreUnsafe(ref y, column);
            }

            for (; column < columns; column++)
            {
                double part = Unsafe.Add(ref y, column) - w0 * Unsafe.Add(ref x0, column);
                part -= w1 * Unsafe.Add(ref x1, column);
                part -= w2 * Unsafe.Add(ref x2, column);
                Unsafe.Add(ref y, column) = part - w3 * Unsafe.Add(ref x3, column);
            }
        }

        for (; i < active.Length; i++)
        {
            double weight = Unsafe.Add(ref w, active[i]);
            ref double row = ref Unsafe.Add(ref x, active[i] * sum.Length);
            for (int column = 0; column < sum.Length; column++) Unsafe.Add(ref y, column) -= weight * Unsafe.Add(ref row, column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> first, Vector512<double> second, ref double to)
    {
        first.StoreUnsafe(ref to);
        second.StoreUnsafe(ref to, 8);
    }
}
