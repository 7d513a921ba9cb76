using System.Runtime.Intrinsics;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Estimators;

/// <summary>
/// Trajectories of a small environment, 16 in the lanes of a vector and up to two vectors in lock-step. Random bits are used in one order:
/// a word of 16 lanes for the first states of each vector, then at every step one for the actions and one for the next states of each.
/// </summary>
internal static class LaneRollOut
{
    /// <summary>Trajectories of a vector.</summary>
    public const int Lanes = 16;

    /// <summary>Trajectories of a block: two vectors.</summary>
    public const int BlockSize = 2 * Lanes;

    /// <summary>The widest vectors this machine has instructions for.</summary>
    public static LaneInstructions Best =>
        LaneRollOut512.IsSupported ? LaneInstructions.Vector512 : LaneRollOut256.IsSupported ? LaneInstructions.Vector256 : LaneInstructions.None;

    /// <summary>Rolls out a block with the given instructions; the bits are those of <see cref="Plain"/>.</summary>
    public static void Run(
        LaneInstructions instructions, LaneTables tables, ReadOnlySpan<uint> policy, int actions, int vectors, ref LaneGenerator generator, Span<byte> visited)
    {
        switch (instructions)
        {
            case LaneInstructions.Vector512: LaneRollOut512.Run(tables, policy, actions, vectors, ref generator, visited); break;
            case LaneInstructions.Vector256: LaneRollOut256.Run(tables, policy, actions, vectors, ref generator, visited); break;
            default: Plain(tables, policy, actions, vectors, ref generator, visited); break;
        }
    }

    /// <summary>Rolls out a block; the readable version, which the fast ones must match to the bit.</summary>
    /// <param name="tables">The environment.</param>
    /// <param name="policy">Thresholds of the actions, [A−1][16 states].</param>
    /// <param name="actions">A.</param>
    /// <param name="vectors">1 or 2.</param>
    /// <param name="generator">Moved on by what is drawn.</param>
    /// <param name="visited">Where the (state, action) pairs go, [T][32].</param>
    public static void Plain(
        LaneTables tables, ReadOnlySpan<uint> policy, int actions, int vectors, ref LaneGenerator generator, Span<byte> visited)
    {
        Span<int> state = stackalloc int[BlockSize];
        Span<uint> bits = stackalloc uint[Lanes];
        for (int vector = 0; vector < vectors; vector++)
        {
            Draw(ref generator, bits);
            for (int lane = 0; lane < Lanes; lane++) state[vector * Lanes + lane] = Count(tables.Start, 1, 0, tables.Inner, bits[lane]);
        }

        for (; visited.Length > 0; visited = visited[BlockSize..])
        {
            for (int vector = 0; vector < vectors; vector++)
            {
                var states = state.Slice(vector * Lanes, Lanes);
                var pairs = visited.Slice(vector * Lanes, Lanes);
                Draw(ref generator, bits);
                for (int lane = 0; lane < Lanes; lane++)
                {
                    pairs[lane] = (byte)(states[lane] * actions + Count(policy, Lanes, states[lane], actions - 1, bits[lane]));
                }

                Draw(ref generator, bits);
                for (int lane = 0; lane < Lanes; lane++)
                {
                    states[lane] = Count(tables.Transitions, LaneTables.MaximumPairs, pairs[lane], tables.Inner, bits[lane]);
                }
            }
        }
    }

    private static void Draw(ref LaneGenerator generator, Span<uint> bits)
    {
        generator.Next().AsUInt32().CopyTo(bits);
        foreach (ref uint word in bits) word = Math.Max(word, 1);
    }

    private static int Count(ReadOnlySpan<uint> table, int stride, int row, int thresholds, uint bits)
    {
        int count = 0;
        for (int j = 0; j < thresholds; j++) count += bits > table[j * stride + row] ? 1 : 0;
        return count;
    }
}

/// <summary>Which instructions roll out trajectories; the result does not depend on it.</summary>
internal enum LaneInstructions
{
    /// <summary>None but the plain ones.</summary>
    None,

    /// <summary>AVX2.</summary>
    Vector256,

    /// <summary>AVX-512.</summary>
    Vector512,
}
