using System.Runtime.Intrinsics;

namespace FedPG.Sampling;

/// <summary>
/// Draws in two halves, so that what comes from far away can be fetched in between: as soon as the row is known its place is asked for, and
/// when it is needed the outcome is read there.
/// </summary>
internal interface INextStates
{
    /// <summary>Sixteen times 32 random bits, each split into the column of a row and the rest, which decides within it.</summary>
    (Vector512<uint> Columns, Vector512<uint> Rests) Split(Vector512<uint> bits);

    /// <summary>The place of a row's column. It will be read soon.</summary>
    uint Expect(uint row, uint column);

    /// <summary>The outcome.</summary>
    uint Draw(uint place, uint column, uint rest);

    /// <summary>Eight outcomes.</summary>
    unsafe Vector256<uint> Draw(uint* places, uint* columns, uint* rests);
}
