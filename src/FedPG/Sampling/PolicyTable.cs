using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Sampling;

/// <summary>
/// The thresholds of a policy's actions in 32 bits, made anew at every local step. The action of random bits, taken as at least 1, is the number of
/// thresholds below them: counted one by one when there are few, else by vectors within the block of 16 that the blocks' last thresholds tell.
/// </summary>
internal sealed class PolicyTable
{
    private const int Block = 16;

    /// <summary>With more actions than this, thresholds lie in whole blocks.</summary>
    private const int FewActions = 8;

    private readonly int _states;
    private readonly int _actions;
    private readonly int _stride;
    private readonly int _blocks;
    private readonly uint[] _thresholds;
    private readonly uint[] _lasts;
    private readonly double[] _cumulative;

    /// <summary>A table for policies over the given states and actions.</summary>
    public PolicyTable(int states, int actions)
    {
        (_states, _actions) = (states, actions);
        _stride = actions <= FewActions ? actions - 1 : (actions + Block - 2) / Block * Block;
        _blocks = _stride / Block;
        _thresholds = new uint[states * _stride];
        _lasts = new uint[actions <= FewActions ? 0 : states * Block];
        _cumulative = new double[RowsAtOnce * _stride];

        // What lies between the rows is above all bits, and so is the last block's end.
        Array.Fill(_cumulative, 1.0);
        Array.Fill(_lasts, uint.MaxValue);
    }

    private const int RowsAtOnce = 8;

    /// <summary>Takes a policy's probabilities, flat [S][A].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ReadOnlySpan<double> probabilities)
    {
        for (int state = 0; state < _states; state += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, _states - state);
            var own = probabilities.Slice(state * _actions, rows * _actions);
            if (rows == RowsAtOnce) AccumulateEight(ref MemoryMarshal.GetReference(own), _actions, ref MemoryMarshal.GetArrayDataReference(_cumulative), _stride);
            else for (int row = 0; row < rows; row++) Accumulate(own.Slice(row * _actions, _actions), _cumulative.AsSpan(row * _stride));
            Thresholds.Encode(_cumulative.AsSpan(0, rows * _stride), _thresholds.AsSpan(state * _stride));
            for (int row = 0; row < rows; row++) Close(state + row, own.Slice(row * _actions, _actions));
        }
    }

    /// <summary>The action that 32 uniform random bits stand for.</summary>
    public int Draw(int state, uint bits)
    {
        Span<int> pair = [0];
        DrawPairs([state], [bits], pair);
        return pair[0] - state * _actions;
    }

    /// <summary>Draws an action in each of many states.</summary>
    /// <param name="states">The states.</param>
    /// <param name="bits">32 uniform random bits for each.</param>
    /// <param name="pairs">Where the numbers of the (state, action) pairs go, state · A + action.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void DrawPairs(ReadOnlySpan<int> states, ReadOnlySpan<uint> bits, Span<int> pairs)
    {
        if (_actions <= FewActions) CountFew(states, bits, pairs);
        else if (_blocks <= Block) CountTwice(states, bits, pairs);
        else Bisect(states, bits, pairs);
    }

    private void CountFew(ReadOnlySpan<int> states, ReadOnlySpan<uint> bits, Span<int> pairs)
    {
        var (actions, stride, thresholds) = (_actions, _stride, _thresholds);
        for (int i = 0; i < states.Length; i++)
        {
            int pair = states[i] * actions;
            uint key = Math.Max(bits[i], 1);
            foreach (uint threshold in thresholds.AsSpan(states[i] * stride, stride)) pair += key > threshold ? 1 : 0;
            pairs[i] = pair;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountTwice(ReadOnlySpan<int> states, ReadOnlySpan<uint> bits, Span<int> pairs)
    {
        var (actions, stride) = (_actions, _stride);
        ref uint thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        ref uint lasts = ref MemoryMarshal.GetArrayDataReference(_lasts);
        for (int i = 0; i < states.Length; i++)
        {
            int state = states[i];
            var key = Vector512.Max(Vector512.Create(bits[i]), Vector512<uint>.One);
            int block = Block * CountBlock(ref Unsafe.Add(ref lasts, state * Block), key);
            pairs[i] = state * actions + block + CountBlock(ref Unsafe.Add(ref thresholds, state * stride + block), key);
        }
    }

    private void Bisect(ReadOnlySpan<int> states, ReadOnlySpan<uint> bits, Span<int> pairs)
    {
        for (int i = 0; i < states.Length; i++)
        {
            uint key = Math.Max(bits[i], 1);
            int row = states[i] * _stride, low = 0, high = _blocks;
            while (high - low > 1)
            {
                int middle = (low + high) >>> 1;
                if (key > _thresholds[row + middle * Block - 1]) low = middle;
                else high = middle;
            }

            pairs[i] = states[i] * _actions + low * Block + CountBlock(ref _thresholds[row + low * Block], Vector512.Create(key));
        }
    }

    /// <summary>How many of 16 thresholds the key is above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountBlock(ref uint first, Vector512<uint> key) =>
        BitOperations.PopCount(Vector512.GreaterThan(key, Vector512.LoadUnsafe(ref first)).ExtractMostSignificantBits());

    /// <summary>Closes a state's row: the rounding of a sum must not give what follows the last possible action a chance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Close(int state, ReadOnlySpan<double> probabilities)
    {
        var row = _thresholds.AsSpan(state * _stride, _stride);
        int last = probabilities.LastIndexOfAnyExcept(0.0);
        if (last >= 0 && last < _actions - 1) row[last..(_actions - 1)].Fill(uint.MaxValue);
        if (_actions <= FewActions || _blocks > Block) return;
        for (int block = 0; block < _blocks - 1; block++) _lasts[state * Block + block] = row[block * Block + Block - 1];
    }

    private static void Accumulate(ReadOnlySpan<double> probabilities, Span<double> cumulative)
    {
        double sum = 0;
        for (int a = 0; a < probabilities.Length - 1; a++) cumulative[a] = sum += probabilities[a];
    }

    /// <summary>Rows side by side, so that no addition waits for the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AccumulateEight(ref double from, int width, ref double to, int stride)
    {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0, sum5 = 0, sum6 = 0, sum7 = 0;
        for (int a = 0; a < width - 1; a++)
        {
            Unsafe.Add(ref to, a) = sum0 += Unsafe.Add(ref from, a);
            Unsafe.Add(ref to, a + stride) = sum1 += Unsafe.Add(ref from, a + width);
            Unsafe.Add(ref to, a + 2 * stride) = sum2 += Unsafe.Add(ref from, a + 2 * width);
            Unsafe.Add(ref to, a + 3 * stride) = sum3 += Unsafe.Add(ref from, a + 3 * width);
            Unsafe.Add(ref to, a + 4 * stride) = sum4 += Unsafe.Add(ref from, a + 4 * width);
            Unsafe.Add(ref to, a + 5 * stride) = sum5 += Unsafe.Add(ref from, a + 5 * width);
            Unsafe.Add(ref to, a + 6 * stride) = sum6 += Unsafe.Add(ref from, a + 6 * width);
            Unsafe.Add(ref to, a + 7 * stride) = sum7 += Unsafe.Add(ref from, a + 7 * width);
        }
    }
}
