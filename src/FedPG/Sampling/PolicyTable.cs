using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Sampling;

/// <summary>
/// The thresholds of a policy's actions in 32 bits, made anew at every local step. The action of random bits, taken as at least 1, is the number of
/// thresholds below them: counted one by one when there are few, else by vectors within the block of 16 that a bisection has found.
/// </summary>
internal sealed class PolicyTable
{
    private const int Block = 16;

    /// <summary>With more actions than this, thresholds lie in whole blocks.</summary>
    private const int FewActions = 8;

    private readonly int _states;
    private readonly int _actions;
    private readonly int _stride;
    private readonly uint[] _thresholds;
    private readonly double[] _cumulative;

    /// <summary>A table for policies over the given states and actions.</summary>
    public PolicyTable(int states, int actions)
    {
        (_states, _actions) = (states, actions);
        _stride = actions <= FewActions ? actions - 1 : (actions + Block - 2) / Block * Block;
        _thresholds = new uint[states * _stride];
        _cumulative = new double[states * _stride];

        // What lies between the rows is above all bits.
        Array.Fill(_cumulative, 1.0);
    }

    /// <summary>Takes a policy's probabilities, flat [S][A].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ReadOnlySpan<double> probabilities)
    {
        int state = 0;
        for (; state + 4 <= _states; state += 4) AccumulateFour(probabilities[(state * _actions)..], _cumulative.AsSpan(state * _stride));
        for (; state < _states; state++)
        {
            double sum = 0;
            for (int a = 0; a < _actions - 1; a++) _cumulative[state * _stride + a] = sum += probabilities[state * _actions + a];
        }

        Thresholds.Encode(_cumulative, _thresholds);
        for (state = 0; state < _states; state++)
        {
            // The rounding of a sum must not give what follows the last possible action a chance.
            int last = probabilities.Slice(state * _actions, _actions).LastIndexOfAnyExcept(0.0);
            if (last >= 0 && last < _actions - 1) _thresholds.AsSpan(state * _stride + last, _actions - 1 - last).Fill(uint.MaxValue);
        }
    }

    /// <summary>The action that 32 uniform random bits stand for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(int state, uint bits)
    {
        bits = Math.Max(bits, 1);
        var row = _thresholds.AsSpan(state * _stride, _stride);
        return _actions <= FewActions ? CountFew(row, bits) : Count(row, bits);
    }

    private static int CountFew(ReadOnlySpan<uint> row, uint bits)
    {
        int count = 0;
        foreach (uint threshold in row) count += bits > threshold ? 1 : 0;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(ReadOnlySpan<uint> row, uint bits)
    {
        ref uint first = ref MemoryMarshal.GetReference(row);
        int low = 0, high = row.Length / Block;
        while (high - low > 4)
        {
            int middle = (low + high) >>> 1;
            if (bits > Unsafe.Add(ref first, middle * Block - 1)) low = middle;
            else high = middle;
        }

        int count = low * Block;
        var key = Vector512.Create(bits);
        for (int block = low; block < high; block++)
        {
            var above = Vector512.GreaterThan(key, Vector512.LoadUnsafe(ref first, (nuint)(block * Block)));
            count += BitOperations.PopCount(above.ExtractMostSignificantBits());
        }

        return count;
    }

    /// <summary>Four rows side by side, so that no addition waits for the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AccumulateFour(ReadOnlySpan<double> probabilities, Span<double> cumulative)
    {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        ref double from = ref MemoryMarshal.GetReference(probabilities);
        ref double to = ref MemoryMarshal.GetReference(cumulative);
        for (int a = 0; a < _actions - 1; a++)
        {
            Unsafe.Add(ref to, a) = sum0 += Unsafe.Add(ref from, a);
            Unsafe.Add(ref to, a + _stride) = sum1 += Unsafe.Add(ref from, a + _actions);
            Unsafe.Add(ref to, a + 2 * _stride) = sum2 += Unsafe.Add(ref from, a + 2 * _actions);
            Unsafe.Add(ref to, a + 3 * _stride) = sum3 += Unsafe.Add(ref from, a + 3 * _actions);
        }
    }
}
