using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Tables;

/// <summary><see cref="ThresholdRows"/> behind the two-step interface: all the work is in the second step.</summary>
internal readonly struct CountedRows(ThresholdRows rows) : INextStates
{
    private readonly ThresholdRows _rows = rows;

    /// <inheritdoc/>
    public (Vector512<uint> Columns, Vector512<uint> Rests) Split(Vector512<uint> bits) => (Vector512<uint>.Zero, bits);

    /// <inheritdoc/>
    public uint Prefetch(uint row, uint column) => row;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Draw(uint place, uint column, uint rest) => (uint)_rows.Draw((int)place, rest);

    /// <inheritdoc/>
    public unsafe Vector256<uint> Draw(uint* places, uint* columns, uint* rests)
    {
        uint* outcomes = stackalloc uint[8];
        for (int i = 0; i < 8; i++) outcomes[i] = Draw(places[i], columns[i], rests[i]);
        return Vector256.Load(outcomes);
    }
}
