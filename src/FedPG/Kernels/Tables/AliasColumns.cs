using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FedPG.Kernels.Linear;

namespace FedPG.Kernels.Tables;

/// <summary>The columns of <see cref="AliasRows"/>, for draws in two steps. They must be pinned.</summary>
internal readonly ref struct AliasColumns(ref uint columns, uint outcomes, uint aliasMask) : INextStates
{
    private readonly ref uint _columns = ref columns;
    private readonly uint _outcomes = outcomes;
    private readonly uint _aliasMask = aliasMask;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<uint> Columns, Vector512<uint> Rests) Split(Vector512<uint> bits)
    {
        var low = Vector512.Create((ulong)uint.MaxValue);
        var count = Vector512.Create((ulong)_outcomes);
        Vector512<ulong> even = (bits.AsUInt64() & low) * count, odd = (bits.AsUInt64() >>> 32) * count;

        // With the alias bits set, the rest is at least as large as an entry exactly when the draw goes to the alias.
        return (((even >>> 32) | (odd & ~low)).AsUInt32(), ((even & low) | (odd << 32)).AsUInt32() | Vector512.Create(_aliasMask));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Prefetch(uint row, uint column)
    {
        uint place = row * _outcomes + column;
        Memory.Prefetch(ref Unsafe.Add(ref _columns, place));
        return place;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Draw(uint place, uint column, uint rest)
    {
        uint entry = Unsafe.Add(ref _columns, place), alias = entry & _aliasMask;

        // All ones if the column itself is accepted. A branch would be unpredictable.
        uint isOwn = (uint)(((long)rest - entry) >> 63);
        return alias ^ ((column ^ alias) & isOwn);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe Vector256<uint> Draw(uint* places, uint* columns, uint* rests)
    {
        var place = Vector256.Load(places);
        var entry = Avx2.IsSupported
            ? Avx2.GatherVector256((uint*)Unsafe.AsPointer(ref _columns), place.AsInt32(), sizeof(uint))
            : Gather(place);
        var isOwn = Vector256.LessThan(Vector256.Load(rests), entry);
        return Vector256.ConditionalSelect(isOwn, Vector256.Load(columns), entry & Vector256.Create(_aliasMask));
    }

    private unsafe Vector256<uint> Gather(Vector256<uint> places)
    {
        uint* entries = stackalloc uint[8];
        for (int i = 0; i < 8; i++) entries[i] = Unsafe.Add(ref _columns, places[i]);
        return Vector256.Load(entries);
    }
}
