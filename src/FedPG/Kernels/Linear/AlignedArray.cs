using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FedPG.Kernels.Linear;

/// <summary>A pinned array that begins at a cache line, so that no aligned vector of its elements straddles two cache lines.</summary>
internal sealed class AlignedArray<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly T[] _elements;
    private readonly int _first;

    /// <summary>An array of zeros, followed by at least two cache lines of zeros.</summary>
    public unsafe AlignedArray(int length)
    {
        Length = length;
        _elements = GC.AllocateArray<T>(length + 3 * CacheLine / sizeof(T), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_elements));
        _first = (int)((CacheLine - address % CacheLine) % CacheLine) / sizeof(T);
    }

    public int Length { get; }

    public Span<T> Span => _elements.AsSpan(_first, Length);

    /// <summary>The elements, for use beyond a call.</summary>
    public Memory<T> Memory => _elements.AsMemory(_first, Length);

    /// <summary>The first element, or its address if the array is empty.</summary>
    public ref T First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_elements), _first);

    /// <summary>The address of the first element, valid as long as this object is reachable.</summary>
    public unsafe T* Pointer => (T*)Unsafe.AsPointer(ref First);

    public ref T this[int index] => ref Span[index];

    public static implicit operator Span<T>(AlignedArray<T> array) => array.Span;

    public static implicit operator ReadOnlySpan<T>(AlignedArray<T> array) => array.Span;
}
