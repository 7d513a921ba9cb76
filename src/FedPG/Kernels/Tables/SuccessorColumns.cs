using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Environments;
using FedPG.Kernels.Linear;

namespace FedPG.Kernels.Tables;

/// <summary>
/// Sampling from lists of successors by alias tables (Walker 1977): constant time, and memory linear in the successors. The high part of
/// bits · successors picks a column; the low part decides between the column's own successor and its alias.
/// </summary>
/// <remarks>
/// A column has all that the second step needs, in 16 bytes, so that a draw waits for one cache line. The step reads one number of the row
/// before: the place of its first column.
/// </remarks>
internal readonly struct SuccessorColumns : IRowSampler, INextStates
{
    private readonly uint[] _starts;
    private readonly Column[] _columns;

    /// <summary>The tables of a sparse kernel.</summary>
    public SuccessorColumns(TransitionKernel kernel)
    {
        _starts = new uint[kernel.Pairs + 1];
        _columns = new Column[kernel.Count];
        int most = 0;
        for (int pair = 0; pair < kernel.Pairs; pair++) most = Math.Max(most, kernel.Row(pair).Length);
        var construction = new AliasConstruction(most);
        for (int pair = 0; pair < kernel.Pairs; pair++) Build(pair, kernel.Row(pair), construction);
    }

    /// <inheritdoc/>
    public bool IsFar => true;

    /// <inheritdoc/>
    public int Draw(int row, uint bits) => (int)Draw(Place((uint)row, bits), bits, 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits, Span<int> outcomes)
    {
        for (int i = 0; i < rows.Length; i++) outcomes[i] = Draw(rows[i], bits[i]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prefetch(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits)
    {
        for (int i = 0; i < rows.Length; i++) Prefetch((uint)rows[i], bits[i]);
    }

    /// <inheritdoc/>
    public void PrefetchNear(ReadOnlySpan<int> rows) => Memory.Prefetch(ref MemoryMarshal.GetArrayDataReference(_starts), rows, stride: 1);

    /// <inheritdoc/>
    /// <remarks>The length of the row decides the column, so that nothing can be split before the row is known.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<uint> Columns, Vector512<uint> Rests) Split(Vector512<uint> bits) => (bits, Vector512<uint>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Prefetch(uint row, uint column)
    {
        uint place = Place(row, column);
        Memory.Prefetch(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_columns), place));
        return place;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Draw(uint place, uint column, uint rest)
    {
        ref var drawn = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_columns), place);

        // All ones if the column's own successor is accepted. A branch would be unpredictable.
        uint within = column * drawn.Successors, isOwn = (uint)(((long)within - drawn.Acceptance) >> 63);
        return drawn.Alias ^ ((drawn.Own ^ drawn.Alias) & isOwn);
    }

    /// <inheritdoc/>
    public unsafe Vector256<uint> Draw(uint* places, uint* columns, uint* rests)
    {
        uint* outcomes = stackalloc uint[8];
        for (int i = 0; i < 8; i++) outcomes[i] = Draw(places[i], columns[i], rests[i]);
        return Vector256.Load(outcomes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Place(uint row, uint bits)
    {
        ref uint start = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_starts), row);
        return start + (uint)((ulong)bits * (Unsafe.Add(ref start, 1) - start) >> 32);
    }

    private void Build(int pair, SuccessorRow row, AliasConstruction construction)
    {
        uint start = _starts[pair];
        construction.Build(row.Probabilities);
        for (int i = 0; i < row.Length; i++)
        {
            // An acceptance of 1 does not fit in 32 bits. Such a column is stored as its own alias instead.
            double share = Math.Floor(construction.Acceptance[i] * 4294967296.0 + 0.5);
            bool isCertain = share > uint.MaxValue;
            int alias = row.States[isCertain ? i : construction.Alias[i]];
            _columns[start + i] = new Column((uint)row.States[i], (uint)alias, isCertain ? 0 : (uint)share, (uint)row.Length);
        }

        _starts[pair + 1] = start + (uint)row.Length;
    }

    /// <summary>One column: its successors, the threshold between them, and the number of columns of the row.</summary>
    private readonly record struct Column(uint Own, uint Alias, uint Acceptance, uint Successors);
}
