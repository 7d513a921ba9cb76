using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Kernels.Linear;

namespace FedPG.Kernels.Tables;

/// <summary>
/// The 32-bit thresholds of a policy's actions, rebuilt at every local step. The action for random bits, taken as at least 1, is the number
/// of thresholds below them. The thresholds are stored in blocks of eight, which a single vector comparison counts. The levels above hold
/// the last threshold of each block and select the block to count in.
/// </summary>
/// <remarks>
/// A state has one row: its levels from the top, which is a single block, down to the thresholds themselves. No bits exceed an unused
/// entry.
/// </remarks>
internal sealed class PolicyTable
{
    /// <summary>The number of thresholds in a block.</summary>
    public const int Block = 8;

    private readonly int _states;
    private readonly int _actions;
    private readonly int[] _levels;
    private readonly int _stride;
    private readonly AlignedArray<uint> _thresholds;

    /// <summary>A table for policies over the given states and actions.</summary>
    public PolicyTable(int states, int actions)
    {
        (_states, _actions) = (states, actions);
        _levels = LevelStarts(actions, out _stride);
        _thresholds = new AlignedArray<uint>(states * _stride);
        _thresholds.Span.Fill(uint.MaxValue);
    }

    /// <summary>1, 2, or 3 for three levels and more.</summary>
    public int Depth => Math.Min(_levels.Length, 3);

    /// <summary>The thresholds, ready for draws.</summary>
    public PolicyRows<TDepth> Rows<TDepth>()
        where TDepth : IDepth =>
        new(ref _thresholds.First, _stride, _levels, _actions);

    /// <summary>Maps 32 uniform random bits to an action.</summary>
    public int Draw(int state, uint bits)
    {
        uint key = Math.Max(bits, 1);
        return (int)(Depth switch
        {
            1 => Rows<OneLevel>().DrawPair((uint)state, key),
            2 => Rows<TwoLevels>().DrawPair((uint)state, key),
            _ => Rows<ManyLevels>().DrawPair((uint)state, key),
        } - (uint)(state * _actions));
    }

    /// <summary>Draws an action in each of many states.</summary>
    /// <param name="states">The states.</param>
    /// <param name="bits">32 uniform random bits for each state.</param>
    /// <param name="pairs">The destination of the indices of the (state, action) pairs, state · A + action.</param>
    public void DrawPairs(ReadOnlySpan<int> states, ReadOnlySpan<uint> bits, Span<int> pairs)
    {
        if (Depth == 1) DrawPairs(Rows<OneLevel>(), states, bits, pairs);
        else if (Depth == 2) DrawPairs(Rows<TwoLevels>(), states, bits, pairs);
        else DrawPairs(Rows<ManyLevels>(), states, bits, pairs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DrawPairs<TDepth>(PolicyRows<TDepth> rows, ReadOnlySpan<int> states, ReadOnlySpan<uint> bits, Span<int> pairs)
        where TDepth : IDepth
    {
        ref int state = ref MemoryMarshal.GetReference(states);
        ref int pair = ref MemoryMarshal.GetReference(pairs[..states.Length]);
        ref uint word = ref MemoryMarshal.GetReference(bits[..states.Length]);
        for (int i = 0; i < states.Length; i++)
        {
            Unsafe.Add(ref pair, i) = (int)rows.DrawPair((uint)Unsafe.Add(ref state, i), Math.Max(Unsafe.Add(ref word, i), 1));
        }
    }

    /// <summary>Rebuilds the table from a policy's probabilities, flat [S][A].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ReadOnlySpan<double> probabilities)
    {
        ref double from = ref MemoryMarshal.GetReference(probabilities);
        ref uint to = ref _thresholds.First;
        int last = _levels[^1];
        for (int state = 0; state < _states; state++)
        {
            ref uint row = ref Unsafe.Add(ref to, state * _stride);
            CumulativeThresholds.Encode(ref Unsafe.Add(ref from, state * _actions), _actions, ref Unsafe.Add(ref row, last));
            if (_levels.Length > 1) Raise(ref row);
        }
    }

    /// <summary>Rebuilds the row of a state from its probabilities, [A].</summary>
    public void Fill(int state, ReadOnlySpan<double> probabilities)
    {
        ref uint row = ref Unsafe.Add(ref _thresholds.First, state * _stride);
        CumulativeThresholds.Encode(ref MemoryMarshal.GetReference(probabilities), _actions, ref Unsafe.Add(ref row, _levels[^1]));
        if (_levels.Length > 1) Raise(ref row);
    }

    /// <summary>Copies the blocks' last thresholds to the level above, from the bottom to the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Raise(ref uint row)
    {
        int end = _stride;
        for (int level = _levels.Length - 1; level > 0; level--)
        {
            int blocks = (end - _levels[level]) / Block - 1;
            ref uint above = ref Unsafe.Add(ref row, _levels[level - 1]);
            ref uint below = ref Unsafe.Add(ref row, _levels[level] + Block - 1);
            for (int block = 0; block < blocks; block++) Unsafe.Add(ref above, block) = Unsafe.Add(ref below, block * Block);
            end = _levels[level];
        }
    }

    /// <summary>The start of each level in a row, from the top, and the length of the row.</summary>
    private static int[] LevelStarts(int actions, out int stride)
    {
        var lengths = new Stack<int>();
        int thresholds = actions - 1;
        do
        {
            int blocks = Math.Max(1, (thresholds + Block - 1) / Block);
            lengths.Push(blocks * Block);
            thresholds = blocks - 1;
        }
        while (thresholds > 0);

        stride = 0;
        var starts = new int[lengths.Count];
        for (int level = 0; level < starts.Length; level++)
        {
            starts[level] = stride;
            stride += lengths.Pop();
        }

        return starts;
    }
}
