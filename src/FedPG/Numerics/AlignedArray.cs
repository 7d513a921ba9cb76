using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FedPG.Numerics;

/// <summary>Numbers that begin where a line of the cache does, for good, so that no vector of them lies in two lines.</summary>
internal sealed class AlignedArray<T>
    where T : unmanaged
{
    private const int Line = 64;

    private readonly T[] _elements;
    private readonly int _first;

    /// <summary>Zeros, and at least two lines of them behind.</summary>
    public unsafe AlignedArray(int length)
    {
        Length = length;
        _elements = GC.AllocateArray<T>(length + 3 * Line / sizeof(T), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_elements));
        _first = (int)((Line - address % Line) % Line) / sizeof(T);
    }

    /// <summary>How many there are.</summary>
    public int Length { get; }

    /// <summary>All of them.</summary>
    public Span<T> Span => _elements.AsSpan(_first, Length);

    /// <summary>All of them, for what outlives a call.</summary>
    public Memory<T> Memory => _elements.AsMemory(_first, Length);

    /// <summary>The first, or where it would be.</summary>
    public ref T First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_elements), _first);

    /// <summary>The address of the first, which stays: valid while this object is reachable.</summary>
    public unsafe T* Pointer => (T*)Unsafe.AsPointer(ref First);

    /// <summary>One of them.</summary>
    public ref T this[int index] => ref Span[index];

    public static implicit operator Span<T>(AlignedArray<T> array) => array.Span;

    public static implicit operator ReadOnlySpan<T>(AlignedArray<T> array) => array.Span;
}
