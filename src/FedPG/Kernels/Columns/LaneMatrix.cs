using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Numerics;

namespace FedPG.Kernels.Columns;

/// <summary>A matrix [rows][width] whose rows are read and written as vectors, in place. Only its length is checked.</summary>
internal readonly ref struct LaneMatrix<T>
    where T : unmanaged, IReal<T>
{
    private readonly ref double _first;

    /// <summary>Views a matrix. What was given as read-only must not be written.</summary>
    /// <param name="matrix">At least [rows][width].</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The number of columns, a multiple of <see cref="LaneColumns.Block"/>.</param>
    public LaneMatrix(ReadOnlySpan<double> matrix, int rows, int width)
    {
        _first = ref MemoryMarshal.GetReference(matrix[..(rows * width)]);
        Width = width;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private LaneMatrix(ref double first, int width)
    {
        _first = ref first;
        Width = width;
    }

    /// <summary>The number of columns.</summary>
    public int Width { get; }

    /// <summary>The matrix some numbers further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneMatrix<T> Shifted(nint numbers) => new(ref Unsafe.Add(ref _first, numbers), Width);

    /// <summary>The rows from one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneMatrix<T> From(int row) => Shifted((nint)row * Width);

    /// <summary>A row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRow<T> Row(int row) => new(ref Unsafe.Add(ref _first, (nint)row * Width));

    /// <summary>The numbers of a row from a column on, as many as there are lanes.</summary>
    public T this[int row, int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Row(row)[column];
    }

    /// <summary>Makes the first rows 0.</summary>
    public void Clear(int rows) => MemoryMarshal.CreateSpan(ref _first, rows * Width).Clear();

    /// <summary>Reads some columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyTo(Span<T> rows, int column)
    {
        for (int i = 0; i < rows.Length; i++) rows[i] = Row(i)[column];
    }

    /// <summary>Writes some columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(ReadOnlySpan<T> rows, int column)
    {
        for (int i = 0; i < rows.Length; i++) T.Store(rows[i], ref Row(i).At(column));
    }
}
