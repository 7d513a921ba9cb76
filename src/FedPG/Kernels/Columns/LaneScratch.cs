using System.Buffers;
using System.Runtime.CompilerServices;

namespace FedPG.Kernels.Columns;

/// <summary>
/// What one step needs for a moment: on the stack, or rented where the stack is too small for it. A rented array is kept for the next step,
/// so steps do not allocate.
/// </summary>
internal readonly ref struct LaneScratch<T>
    where T : unmanaged
{
    private readonly T[]? _rented;

    /// <summary>Takes the memory.</summary>
    /// <param name="stack">Memory on the stack; empty where <see cref="LaneColumns.Fits"/> denies it.</param>
    /// <param name="size">One more than the number of vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneScratch(Span<T> stack, int size)
    {
        _rented = stack.IsEmpty ? ArrayPool<T>.Shared.Rent(size) : null;
        Numbers = LaneColumns.Aligned(_rented is null ? stack : _rented.AsSpan(0, size));
    }

    /// <summary>The vectors, aligned; their content is arbitrary.</summary>
    public Span<T> Numbers { get; }

    /// <summary>Returns what was rented. After an exception it is left to the garbage collector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release()
    {
        if (_rented is not null) ArrayPool<T>.Shared.Return(_rented);
    }
}
