using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Kernels.Linear;

namespace FedPG.Kernels.Tables;

/// <summary>
/// Sampling by alias tables (Walker 1977): constant time for any number of outcomes.
/// The high part of bits · outcomes picks a column; the low part decides between the column and its alias.
/// </summary>
/// <remarks>
/// A column is one 32-bit word: draws from large tables are bound by memory, so half the bytes take half the time. The alias takes the low
/// ⌈log₂ n⌉ bits and the acceptance the others, which is the full resolution of 32 random bits within one of n columns.
/// </remarks>
internal readonly struct AliasRows : IRowSampler
{
    /// <summary>Tables of up to 32 kB fit in a cache near the core, so draws hardly ever wait for them.</summary>
    private const int NearColumns = 1 << 13;

    private readonly uint[] _columns;
    private readonly int _outcomes;
    private readonly uint _aliasMask;

    /// <summary>Tables for rows of <paramref name="outcomes"/> probabilities, flat.</summary>
    public AliasRows(ReadOnlySpan<double> rows, int outcomes)
    {
        _outcomes = outcomes;
        int aliasBits = outcomes == 1 ? 0 : 1 + BitOperations.Log2((uint)outcomes - 1);
        _aliasMask = (1u << aliasBits) - 1;

        // Pinned, because vectors of columns are gathered by address.
        _columns = GC.AllocateUninitializedArray<uint>(rows.Length, pinned: true);
        var columns = new AliasConstruction(outcomes);
        double scale = Math.ScaleB(1, 32 - aliasBits);
        for (int start = 0; start < rows.Length; start += outcomes)
        {
            columns.Build(rows.Slice(start, outcomes));
            for (int i = 0; i < outcomes; i++)
            {
                // An acceptance of 1 does not fit in these bits. Such a column is stored as its own alias instead.
                double share = Math.Floor(columns.Acceptance[i] * scale + 0.5);
                _columns[start + i] = share >= scale ? (uint)i : ((uint)share << aliasBits) | (uint)columns.Alias[i];
            }
        }
    }

    /// <summary>The columns, for draws in two steps.</summary>
    public AliasColumns Columns => new(ref MemoryMarshal.GetArrayDataReference(_columns), (uint)_outcomes, _aliasMask);

    /// <inheritdoc/>
    public bool IsFar => _columns.Length > NearColumns;

    /// <inheritdoc/>
    public int Draw(int row, uint bits) => Draw(ref MemoryMarshal.GetArrayDataReference(_columns), _outcomes, _aliasMask, row, bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits, Span<int> outcomes)
    {
        ref uint columns = ref MemoryMarshal.GetArrayDataReference(_columns);
        var (count, mask) = (_outcomes, _aliasMask);
        for (int i = 0; i < rows.Length; i++) outcomes[i] = Draw(ref columns, count, mask, rows[i], bits[i]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prefetch(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits)
    {
        ref uint columns = ref MemoryMarshal.GetArrayDataReference(_columns);
        int count = _outcomes;
        for (int i = 0; i < rows.Length; i++)
        {
            int column = (int)((ulong)bits[i] * (uint)count >> 32);
            Memory.Prefetch(ref Unsafe.Add(ref columns, rows[i] * count + column));
        }
    }

    /// <inheritdoc/>
    public void PrefetchNear(ReadOnlySpan<int> rows)
    {
        // The place in a row depends on the random bits, so there is nothing to prefetch yet.
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Draw(ref uint columns, int count, uint mask, int row, uint bits)
    {
        ulong product = (ulong)bits * (uint)count;
        uint column = (uint)(product >> 32);
        uint entry = Unsafe.Add(ref columns, row * count + (int)column), alias = entry & mask;

        // All ones if the column itself is accepted. A branch would be unpredictable.
        uint isOwn = (uint)(((long)(uint)product - (entry - alias)) >> 63);
        return (int)(alias ^ ((column ^ alias) & isOwn));
    }
}
