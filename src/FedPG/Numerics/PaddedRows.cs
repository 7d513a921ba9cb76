using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Numerics;

/// <summary>Rows of a matrix that begin with cache lines and end in zeros up to whole vectors, so that a part of a row is a few vectors,
/// the first or last under a mask.</summary>
internal sealed class PaddedRows
{
    private const int Lanes = 8;

    private readonly AlignedArray<double> _numbers;
    private readonly int _stride;
    private readonly int _columns;

    /// <summary>Zeros.</summary>
    public PaddedRows(int rows, int columns)
    {
        (_columns, _stride) = (columns, (columns + Lanes - 1) / Lanes * Lanes);
        _numbers = new AlignedArray<double>(rows * _stride);
    }

    /// <summary>A row.</summary>
    public Span<double> this[int row] => _numbers.Span.Slice(row * _stride, _columns);

    /// <summary>How far apart rows are.</summary>
    public int Stride => _stride;

    /// <summary>A row and all that follow.</summary>
    public Span<double> From(int row) => _numbers.Span[(row * _stride)..];

    /// <summary>Gaussian elimination of a column in the rows below a pivot, whose factors take the place of what they eliminate; rows that
    /// have 0 there stay.</summary>
    /// <param name="row">The pivot's row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="below">How many rows.</param>
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

    /// <summary>y ← y − factor · x in the columns after one; all of them are finite.</summary>
    /// <param name="column">The last that stays as it is.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="row">x, among these.</param>
    /// <param name="target">Where y is; its rows have as many columns.</param>
    /// <param name="targetRow">y.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SubtractAfter(int column, double factor, int row, PaddedRows target, int targetRow) =>
        SubtractAfter(column, factor, ref At(row), ref target.At(targetRow));

    /// <summary>The same in the columns before one.</summary>
    /// <param name="column">The first that stays as it is.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="row">x, among these.</param>
    /// <param name="target">Where y is; its rows have as many columns.</param>
    /// <param name="targetRow">y.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SubtractBefore(int column, double factor, int row, PaddedRows target, int targetRow)
    {
        ref double from = ref At(row), to = ref target.At(targetRow);
        int i = 0;
        for (; i + Lanes <= column; i += Lanes) Difference(factor, ref from, ref to, (nuint)i).StoreUnsafe(ref to, (nuint)i);
        if (i == column) return;
        var isBefore = Vector512.LessThan(Vector512<long>.Indices + Vector512.Create((long)i), Vector512.Create((long)column)).AsDouble();
        Vector512.ConditionalSelect(isBefore, Difference(factor, ref from, ref to, (nuint)i), Vector512.LoadUnsafe(ref to, (nuint)i))
            .StoreUnsafe(ref to, (nuint)i);
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

    /// <summary>A row's first number.</summary>
    public ref double At(int row) => ref MemoryMarshal.GetReference(_numbers.Span.Slice(row * _stride, _stride));
}
