using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FedPG.Numerics;

/// <summary>
/// Gaussian elimination without pivoting. Eight columns are eliminated from a row while it is at hand, instead of one, so that a matrix
/// larger than the nearest
/// cache is gone through an eighth as often. From each number its products are subtracted in the order of the columns: the bits are those
/// of the plain loop.
/// </summary>
internal static class Elimination
{
    private const int Block = 8;

    /// <summary>Smaller systems are in the nearest cache anyway.</summary>
    private const int Large = 64;

    /// <summary>LU in place, L with a diagonal of ones.</summary>
    /// <param name="matrix">Where the system is, finite throughout.</param>
    /// <param name="first">Its first row.</param>
    /// <param name="count">How many rows and columns it has.</param>
    /// <param name="spend">Hears of multiplications while they go on, those with a factor of 0 left out; may end the elimination by an
    /// exception.</param>
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
            for (int pivot = column; pivot < column + pivots; pivot++) matrix.EliminateBelow(first + pivot, pivot, column + pivots - 1 - pivot);

            // Factors wait for each other, so many rows' are under way at once.
            for (int row = column + Block; row < count; row++) FindFactors(ref matrix.At(first + column), matrix.Stride, column, ref matrix.At(first + row));
            for (int row = column + Block; row < count; row++) Subtract(ref matrix.At(first + column), matrix.Stride, column, ref matrix.At(first + row));
        }
    }

    /// <summary>What the elimination of eight columns will take.</summary>
    private static long CountMultiplications(PaddedRows matrix, int first, int count, int column)
    {
        long rows = 0;
        for (int row = column + Block; row < count; row++)
        {
            if (!Vector512.EqualsAll(Vector512.LoadUnsafe(ref matrix.At(first + row), (nuint)column), Vector512<double>.Zero)) rows++;
        }

        return rows * Block * (count - column);
    }

    /// <summary>Puts the factors of eight pivots' rows in the place of what they eliminate from a row below them.</summary>
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

    /// <summary>Subtracts the pivots' rows, times their factors, in the columns after theirs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(ref double pivots, nint stride, int column, ref double row)
    {
        nuint at = (nuint)column, end = (nuint)stride;
        if (Vector512.EqualsAll(Vector512.LoadUnsafe(ref row, at), Vector512<double>.Zero)) return;
        ref double factor = ref Unsafe.Add(ref row, column);
        Vector512<double> f0 = Vector512.Create(factor), f1 = Vector512.Create(Unsafe.Add(ref factor, 1)), f2 = Vector512.Create(Unsafe.Add(ref factor, 2));
        Vector512<double> f3 = Vector512.Create(Unsafe.Add(ref factor, 3)), f4 = Vector512.Create(Unsafe.Add(ref factor, 4));
        Vector512<double> f5 = Vector512.Create(Unsafe.Add(ref factor, 5)), f6 = Vector512.Create(Unsafe.Add(ref factor, 6)), f7 = Vector512.Create(Unsafe.Add(ref factor, 7));
        ref double x0 = ref pivots, x1 = ref Unsafe.Add(ref x0, end), x2 = ref Unsafe.Add(ref x1, end), x3 = ref Unsafe.Add(ref x2, end);
        ref double x4 = ref Unsafe.Add(ref x3, end), x5 = ref Unsafe.Add(ref x4, end), x6 = ref Unsafe.Add(ref x5, end), x7 = ref Unsafe.Add(ref x6, end);
        for (nuint i = at + Block; i < end; i += Block)
        {
            var y = Vector512.LoadUnsafe(ref row, i) - f0 * Vector512.LoadUnsafe(ref x0, i) - f1 * Vector512.LoadUnsafe(ref x1, i);
            y = y - f2 * Vector512.LoadUnsafe(ref x2, i) - f3 * Vector512.LoadUnsafe(ref x3, i);
            y = y - f4 * Vector512.LoadUnsafe(ref x4, i) - f5 * Vector512.LoadUnsafe(ref x5, i);
            (y - f6 * Vector512.LoadUnsafe(ref x6, i) - f7 * Vector512.LoadUnsafe(ref x7, i)).StoreUnsafe(ref row, i);
        }
    }

    /// <summary>
    /// The factor of a pivot's row, which is subtracted from the numbers in its columns; those before the pivot's own are of no use any
    /// more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Factor(int lane, ref double pivot, nuint at, ref Vector512<double> head, ref Vector512<double> factors)
    {
        var factor = Vector512.Create(head.GetElement(lane) / Unsafe.Add(ref pivot, at + (nuint)lane));
        head -= factor * Vector512.LoadUnsafe(ref pivot, at);
        factors = Vector512.ConditionalSelect(Vector512.Equals(Vector512<long>.Indices, Vector512.Create((long)lane)).AsDouble(), factor, factors);
    }
}
