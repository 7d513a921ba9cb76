using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Numerics;

namespace FedPG.Kernels.Columns;

/// <summary>A row of numbers that is read and written as vectors, in place; nothing is checked.</summary>
/// <param name="first">The first number.</param>
internal readonly ref struct LaneRow<T>(ref double first)
    where T : unmanaged, IReal<T>
{
    private readonly ref double _first = ref first;

    /// <summary>Views numbers. What was given as read-only must not be written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRow(ReadOnlySpan<double> numbers)
        : this(ref MemoryMarshal.GetReference(numbers))
    {
    }

    /// <summary>Views vectors as the numbers in their lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRow(Span<T> vectors)
        : this(ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(vectors)))
    {
    }

    /// <summary>The numbers from a column on, as many as there are lanes.</summary>
    public T this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Load(ref Unsafe.Add(ref _first, column));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => T.Store(value, ref Unsafe.Add(ref _first, column));
    }

    /// <summary>The numbers from a column on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRow<T> From(int column) => new(ref Unsafe.Add(ref _first, column));

    /// <summary>One number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref double At(int column) => ref Unsafe.Add(ref _first, column);
}
