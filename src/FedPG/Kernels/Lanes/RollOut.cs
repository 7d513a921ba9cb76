using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;

namespace FedPG.Kernels.Lanes;

/// <summary>
/// Rolls out B trajectories of T steps in lock-step. By the time a trajectory moves again, the table entry of its next state has been
/// prefetched.
/// </summary>
/// <remarks>
/// The order of random bits: a word of 16 lanes for every 16 first states; then, for every 16 moves in the order of time and trajectory, a
/// word for their actions and a word for their next states.
/// </remarks>
internal sealed class RollOut(int batch, int horizon)
{
    private const int Lanes = 16;

    /// <summary>The number of states drawn by one vector while as many moves are made.</summary>
    private const int Ahead = 8;

    /// <summary>With fewer trajectories, states drawn ahead would depend on moves not yet made.</summary>
    private const int LeastBatch = 2 * Ahead;

    private readonly int _moves = batch * horizon;
    private readonly LaneWords _startWords = new(batch);
    private readonly uint[] _start = new uint[batch];

    // Per move: the random bits of the action; the column and the rest of the next state's bits; the place to read it from.
    private readonly AlignedArray<uint> _actionBits = new(batch * horizon);
    private readonly AlignedArray<uint> _columns = new(batch * horizon);
    private readonly AlignedArray<uint> _rests = new(batch * horizon);
    private readonly AlignedArray<uint> _places = new(batch * horizon);
    private readonly AlignedArray<int> _pairs = new(batch * horizon);

    // For two vectors of states: the offsets of their rows, and their first pairs.
    private readonly AlignedArray<uint> _rows = new(2 * Ahead);
    private readonly AlignedArray<uint> _firstPairs = new(2 * Ahead);

    /// <summary>The pairs visited, s · A + a, [T][B].</summary>
    public ReadOnlySpan<int> Pairs => _pairs.Span;

    /// <summary>Rolls out the trajectories.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="policy">π.</param>
    /// <param name="seed">The seed of the lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(EnvironmentSampler environment, PolicyTable policy, ulong seed)
    {
        var generator = new LaneGenerator(seed);
        var bits = _startWords.Draw(ref generator);
        for (int b = 0; b < _start.Length; b++) _start[b] = (uint)environment.Start.Draw(0, bits[b]);
        if (environment.Counted is { } counted) Run(new CountedRows(counted), policy, generator);
        else if (environment.Aliased is { } aliased) Run(aliased.Columns, policy, generator);
        else Run(environment.Listed!.Value, policy, generator);
    }

    private void Run<TNextStates>(TNextStates next, PolicyTable policy, LaneGenerator generator)
        where TNextStates : INextStates, allows ref struct
    {
        DrawBits(next, generator);
        if (policy.Depth == 1) Run(next, policy.Rows<OneLevel>());
        else if (policy.Depth == 2) Run(next, policy.Rows<TwoLevels>());
        else Run(next, policy.Rows<ManyLevels>());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DrawBits<TNextStates>(TNextStates next, LaneGenerator generator)
        where TNextStates : INextStates, allows ref struct
    {
        ref uint actionBits = ref _actionBits.First, columns = ref _columns.First, rests = ref _rests.First;
        for (int i = 0; i < _moves; i += Lanes)
        {
            Vector512.Max(generator.Next().AsUInt32(), Vector512<uint>.One).StoreUnsafe(ref actionBits, (nuint)i);
            var split = next.Split(generator.Next().AsUInt32());
            split.Columns.StoreUnsafe(ref columns, (nuint)i);
            split.Rests.StoreUnsafe(ref rests, (nuint)i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Run<TNextStates, TDepth>(TNextStates next, PolicyRows<TDepth> policy)
        where TNextStates : INextStates, allows ref struct
        where TDepth : IDepth
    {
        uint* keys = _actionBits.Pointer, columns = _columns.Pointer, rests = _rests.Pointer, places = _places.Pointer;
        int* pairs = _pairs.Pointer;
        nint trajectories = batch, moves = _moves, i = 0;
        for (; i < Math.Min(trajectories, moves); i++)
        {
            uint pair = policy.DrawPair(_start[i], keys[i]);
            pairs[i] = (int)pair;
            places[i] = next.Prefetch(pair, columns[i]);
        }

        if (trajectories >= LeastBatch)
        {
            // The states of the next eight moves are drawn while eight are made, so that moves do not wait for draws.
            uint* rows = _rows.Pointer, firstPairs = _firstPairs.Pointer;
            var states = next.Draw(places + i - trajectories, columns + i - trajectories, rests + i - trajectories);
            policy.Rows(states).Store(rows);
            policy.FirstPairs(states).Store(firstPairs);
            for (nint half = 0; i + Ahead <= moves; i += Ahead, half ^= Ahead)
            {
                nint ahead = i + Ahead - trajectories;
                states = next.Draw(places + ahead, columns + ahead, rests + ahead);
                policy.Rows(states).Store(rows + (half ^ Ahead));
                policy.FirstPairs(states).Store(firstPairs + (half ^ Ahead));
                uint* row = rows + half, first = firstPairs + half, key = keys + i, column = columns + i, place = places + i;
                int* to = pairs + i;
                for (nint k = 0; k < Ahead; k++)
                {
                    uint pair = first[k] + policy.DrawAction(row[k], key[k]);
                    to[k] = (int)pair;
                    place[k] = next.Prefetch(pair, column[k]);
                }
            }
        }

        for (; i < moves; i++)
        {
            nint before = i - trajectories;
            uint pair = policy.DrawPair(next.Draw(places[before], columns[before], rests[before]), keys[i]);
            pairs[i] = (int)pair;
            places[i] = next.Prefetch(pair, columns[i]);
        }
    }
}
