using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Lanes;
using FedPG.Numerics;

namespace FedPG.Kernels.Columns;

/// <summary>As many columns of a matrix [rows][width] as a vector has lanes.</summary>
internal static class LaneColumns
{
    /// <summary>Widths are multiples of this number, that of the lanes of the widest vectors.</summary>
    public const int Block = 8;

    /// <summary>The largest array on the stack, in bytes.</summary>
    private const int StackBytes = 1 << 15;

    /// <summary>The widest vector instructions of this machine.</summary>
    public static LaneInstructions Best =>
        Vector512.IsHardwareAccelerated ? LaneInstructions.Vector512
        : Vector256.IsHardwareAccelerated ? LaneInstructions.Vector256
        : LaneInstructions.None;

    /// <summary>Whether an array of so many numbers is small enough for the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits<T>(int numbers)
        where T : unmanaged => numbers * Unsafe.SizeOf<T>() <= StackBytes;

    /// <summary>
    /// All but one of the elements, at addresses that are multiples of their size, so that no vector straddles two cache lines. Arrays on
    /// the stack may begin anywhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Span<T> Aligned<T>(Span<T> memory)
        where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(memory);
        nuint size = (nuint)Unsafe.SizeOf<T>(), past = (nuint)Unsafe.AsPointer(ref first) % size, shift = past == 0 ? 0 : size - past;
        return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref first, shift), memory.Length - 1);
    }

    /// <summary>Reads some columns of a matrix [rows][width].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<T>(ReadOnlySpan<double> matrix, int width, int column, Span<T> rows)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = T.Load(ref MemoryMarshal.GetReference(matrix.Slice(i * width + column, T.Count)));
        }
    }

    /// <summary>Writes some columns of a matrix [rows][width].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(ReadOnlySpan<T> rows, Span<double> matrix, int width, int column)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < rows.Length; i++)
        {
            T.Store(rows[i], ref MemoryMarshal.GetReference(matrix.Slice(i * width + column, T.Count)));
        }
    }
}
