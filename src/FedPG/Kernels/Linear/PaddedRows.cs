using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Linear;

/// <summary>
/// A matrix whose rows are aligned to cache lines and padded with zeros to full vectors, so that any part of a row is a few vectors, of
/// which the first or the last is masked.
/// </summary>
internal sealed class PaddedRows
{
    private const int Lanes = 8;

    private readonly AlignedArray<double> _numbers;
    private readonly int _stride;
    private readonly int _columns;

    /// <summary>A matrix of zeros.</summary>
    public PaddedRows(int rows, int columns)
    {
        (_columns, _stride) = (columns, (columns + Lanes - 1) / Lanes * Lanes);
        _numbers = new AlignedArray<double>(rows * _stride);
    }

    public Span<double> this[int row] => _numbers.Span.Slice(row * _stride, _columns);

    /// <summary>The distance between rows, in elements.</summary>
    public int Stride => _stride;

    /// <summary>A row and all rows after it.</summary>
    public Span<double> From(int row) => _numbers.Span[(row * _stride)..];

    /// <summary>
    /// Gaussian elimination of a column in the rows below a pivot. The factors replace the eliminated entries; rows with a 0 in the
    /// column are skipped.
    /// </summary>
    /// <param name="row">The pivot's row.</param>
    /// <param name="column">The pivot's column.</param>
    /// <param name="below">The number of rows below the pivot.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EliminateBelow(int row, int column, int below)
    {
        ref double pivot = ref At(row);
        double divisor = Unsafe.Add(ref pivot, column);
        for (int i = 1; i <= below; i++)
        {
            ref double target = ref Unsafe.Add(ref pivot, i * _stride);
            ref double factor = ref Unsafe.Add(ref target, column);
            if (factor == 0) continue;
            double quotient = factor / divisor;
            SubtractAfter(column, quotient, ref pivot, ref target);
            factor = quotient;
        }
    }

    /// <summary>y ← y − factor · x in the columns after the given one; all numbers are finite.</summary>
    /// <param name="column">The last column that does not change.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="row">The row x of this matrix.</param>
    /// <param name="target">The matrix that holds y, with as many columns.</param>
    /// <param name="targetRow">The row y of the target.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SubtractAfter(int column, double factor, int row, PaddedRows target, int targetRow) =>
        SubtractAfter(column, factor, ref At(row), ref target.At(targetRow));

    /// <summary>y ← y − factor · x in the columns before the given one; all numbers are finite.</summary>
    /// <param name="column">The first column that does not change.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="row">The row x of this matrix.</param>
    /// <param name="target">The matrix that holds y, with as many columns.</param>
    /// <param name="targetRow">The row y of the target.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SubtractBefore(int column, double factor, int row, PaddedRows target, int targetRow)
    {
        ref double from = ref At(row), to = ref target.At(targetRow);
        int i = 0;
        for (; i + Lanes <= column; i += Lanes) Difference(factor, ref from, ref to, (nuint)i).StoreUnsafe(ref to, (nuint)i);
        if (i == column) return;
        var isBefore = Vector512.LessThan(Vector512<long>.Indices + Vector512.Create((long)i), Vector512.Create((long)column)).AsDouble();
        var difference = Difference(factor, ref from, ref to, (nuint)i);
        Vector512.ConditionalSelect(isBefore, difference, Vector512.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SubtractAfter(int column, double factor, ref double x, ref double y)
    {
        nuint i = (nuint)((column + 1) / Lanes * Lanes), end = (nuint)_stride;
        if (i == end) return;
        var isAfter = Vector512.GreaterThan(Vector512<long>.Indices + Vector512.Create((long)i), Vector512.Create((long)column)).AsDouble();
        Vector512.ConditionalSelect(isAfter, Difference(factor, ref x, ref y, i), Vector512.LoadUnsafe(ref y, i)).StoreUnsafe(ref y, i);
        for (i += Lanes; i < end; i += Lanes) Difference(factor, ref x, ref y, i).StoreUnsafe(ref y, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Difference(double factor, ref double x, ref double y, nuint i) =>
        Vector512.LoadUnsafe(ref y, i) - Vector512.Create(factor) * Vector512.LoadUnsafe(ref x, i);

    /// <summary>The first number of a row.</summary>
    public ref double At(int row) => ref MemoryMarshal.GetReference(_numbers.Span.Slice(row * _stride, _stride));
}
