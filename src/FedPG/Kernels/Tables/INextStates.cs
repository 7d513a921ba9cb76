using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Tables;

/// <summary>
/// Draws in two steps, so that memory can be prefetched in between: the first step computes the place in the table and prefetches it as
/// soon as the row is known, the second reads the outcome there.
/// </summary>
internal interface INextStates
{
    /// <summary>Splits sixteen words of 32 random bits into the column of a row and the rest, which decides within the column.</summary>
    (Vector512<uint> Columns, Vector512<uint> Rests) Split(Vector512<uint> bits);

    /// <summary>Prefetches a row's column and returns its place.</summary>
    uint Prefetch(uint row, uint column);

    /// <summary>Draws an outcome.</summary>
    uint Draw(uint place, uint column, uint rest);

    /// <summary>Draws eight outcomes.</summary>
    unsafe Vector256<uint> Draw(uint* places, uint* columns, uint* rests);
}
