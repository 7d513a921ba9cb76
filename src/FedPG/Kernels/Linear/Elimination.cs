using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Linear;

/// <summary>
/// Gaussian elimination without pivoting, in blocks of eight columns: each pass over a row eliminates eight columns instead of one, so
/// that a matrix larger than the L1 cache is read an eighth as often. The products are subtracted from each number in the order of the
/// columns, so the bits are those of the naive loop.
/// </summary>
internal static class Elimination
{
    private const int Block = 8;

    /// <summary>Smaller systems fit in the L1 cache anyway.</summary>
    private const int Large = 64;

    /// <summary>LU factorisation in place; L has a unit diagonal.</summary>
    /// <param name="matrix">The matrix that holds the system; its entries are finite.</param>
    /// <param name="first">The first row of the system.</param>
    /// <param name="count">The number of rows and columns of the system.</param>
    /// <param name="spend">
    /// Called with the number of multiplications before they are made, without those by a factor of 0; may throw to end the elimination.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Factorise(PaddedRows matrix, int first, int count, Action<long>? spend = null)
    {
        if (count < Large)
        {
            for (int pivot = 0; pivot < count - 1; pivot++) matrix.EliminateBelow(first + pivot, pivot, count - 1 - pivot);
            spend?.Invoke((long)count * count * count / 3);
            return;
        }

        for (int column = 0; column < count; column += Block)
        {
            spend?.Invoke(CountMultiplications(matrix, first, count, column));
            int pivots = Math.Min(Block, count - column);
            for (int pivot = column; pivot < column + pivots; pivot++)
            {
                matrix.EliminateBelow(first + pivot, pivot, column + pivots - 1 - pivot);
            }

            // The factors of one row depend on each other. In a loop of their own, those of several rows overlap.
            for (int row = column + Block; row < count; row++)
            {
                FindFactors(ref matrix.At(first + column), matrix.Stride, column, ref matrix.At(first + row));
            }

            for (int row = column + Block; row < count; row++)
            {
                Subtract(ref matrix.At(first + column), matrix.Stride, column, ref matrix.At(first + row));
            }
        }
    }

    /// <summary>The number of multiplications that the elimination of the next eight columns takes.</summary>
    private static long CountMultiplications(PaddedRows matrix, int first, int count, int column)
    {
        long rows = 0;
        for (int row = column + Block; row < count; row++)
        {
            if (!Vector512.EqualsAll(Vector512.LoadUnsafe(ref matrix.At(first + row), (nuint)column), Vector512<double>.Zero)) rows++;
        }

        return rows * Block * (count - column);
    }

    /// <summary>Replaces the eight entries of a row that eight pivots eliminate by the factors of the pivots' rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindFactors(ref double pivots, nint stride, int column, ref double row)
    {
        nuint at = (nuint)column;
        Vector512<double> head = Vector512.LoadUnsafe(ref row, at), factors = default;
        if (Vector512.EqualsAll(head, Vector512<double>.Zero)) return;
        Factor(0, ref pivots, at, ref head, ref factors);
        Factor(1, ref Unsafe.Add(ref pivots, stride), at, ref head, ref factors);
        Factor(2, ref Unsafe.Add(ref pivots, 2 * stride), at, ref head, ref factors);
        Factor(3, ref Unsafe.Add(ref pivots, 3 * stride), at, ref head, ref factors);
        Factor(4, ref Unsafe.Add(ref pivots, 4 * stride), at, ref head, ref factors);
        Factor(5, ref Unsafe.Add(ref pivots, 5 * stride), at, ref head, ref factors);
        Factor(6, ref Unsafe.Add(ref pivots, 6 * stride), at, ref head, ref factors);
        Factor(7, ref Unsafe.Add(ref pivots, 7 * stride), at, ref head, ref factors);
        factors.StoreUnsafe(ref row, at);
    }

    /// <summary>Subtracts the pivots' rows, times their factors, in the columns to the right of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(ref double pivots, nint stride, int column, ref double row)
    {
        nuint at = (nuint)column, end = (nuint)stride;
        if (Vector512.EqualsAll(Vector512.LoadUnsafe(ref row, at), Vector512<double>.Zero)) return;
        ref double factor = ref Unsafe.Add(ref row, column);
        Vector512<double> f0 = Vector512.Create(factor), f1 = Vector512.Create(Unsafe.Add(ref factor, 1));
        Vector512<double> f2 = Vector512.Create(Unsafe.Add(ref factor, 2)), f3 = Vector512.Create(Unsafe.Add(ref factor, 3));
        Vector512<double> f4 = Vector512.Create(Unsafe.Add(ref factor, 4)), f5 = Vector512.Create(Unsafe.Add(ref factor, 5));
        Vector512<double> f6 = Vector512.Create(Unsafe.Add(ref factor, 6)), f7 = Vector512.Create(Unsafe.Add(ref factor, 7));
        ref double x0 = ref pivots, x1 = ref Unsafe.Add(ref x0, end), x2 = ref Unsafe.Add(ref x1, end);
        ref double x3 = ref Unsafe.Add(ref x2, end), x4 = ref Unsafe.Add(ref x3, end), x5 = ref Unsafe.Add(ref x4, end);
        ref double x6 = ref Unsafe.Add(ref x5, end), x7 = ref Unsafe.Add(ref x6, end);
        for (nuint i = at + Block; i < end; i += Block)
        {
            var y = Vector512.LoadUnsafe(ref row, i) - f0 * Vector512.LoadUnsafe(ref x0, i) - f1 * Vector512.LoadUnsafe(ref x1, i);
            y = y - f2 * Vector512.LoadUnsafe(ref x2, i) - f3 * Vector512.LoadUnsafe(ref x3, i);
            y = y - f4 * Vector512.LoadUnsafe(ref x4, i) - f5 * Vector512.LoadUnsafe(ref x5, i);
            (y - f6 * Vector512.LoadUnsafe(ref x6, i) - f7 * Vector512.LoadUnsafe(ref x7, i)).StoreUnsafe(ref row, i);
        }
    }

    /// <summary>
    /// Computes the factor of one pivot's row and subtracts the scaled row from the head. The entries of the head before the pivot's
    /// own column are no longer used.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Factor(int lane, ref double pivot, nuint at, ref Vector512<double> head, ref Vector512<double> factors)
    {
        var factor = Vector512.Create(head.GetElement(lane) / Unsafe.Add(ref pivot, at + (nuint)lane));
        head -= factor * Vector512.LoadUnsafe(ref pivot, at);
        var isLane = Vector512.Equals(Vector512<long>.Indices, Vector512.Create((long)lane)).AsDouble();
        factors = Vector512.ConditionalSelect(isLane, factor, factors);
    }
}
