using System.Runtime.CompilerServices;

namespace FedPG.Sampling;

/// <summary>Sampling by counting the cumulative thresholds at or below the random bits: best for few outcomes.</summary>
internal readonly struct ThresholdRows : IRowSampler
{
    /// <summary>With more outcomes than this counting is slower than the alternatives.</summary>
    public const int MaximumOutcomes = 8;

    private readonly long[] _thresholds;
    private readonly int _inner;

    /// <summary>Tables for rows of <paramref name="outcomes"/> probabilities, flat.</summary>
    public ThresholdRows(ReadOnlySpan<double> rows, int outcomes)
    {
        _inner = outcomes - 1;
        _thresholds = new long[rows.Length / outcomes * _inner];
        Fill(rows, outcomes, _thresholds);
        for (int row = 0; row < rows.Length / outcomes; row++)
        {
            // A row may sum to 1 with a small error; outcomes without probability after its last must still never be drawn.
            int last = rows.Slice(row * outcomes, outcomes).LastIndexOfAnyExcept(0.0);
            if (last >= 0) _thresholds.AsSpan(row * _inner, _inner)[Math.Min(last, _inner)..].Fill(1L << 32);
        }
    }

    /// <summary>round(2^32 · cumulative probability) of all outcomes but the last, row after row.</summary>
    private static void Fill(ReadOnlySpan<double> rows, int outcomes, Span<long> thresholds)
    {
        int target = 0;
        for (int start = 0; start < rows.Length; start += outcomes)
        {
            double cumulative = 0;
            for (int j = 0; j < outcomes - 1; j++)
            {
                cumulative += rows[start + j];
                thresholds[target++] = (long)(cumulative * 4294967296.0 + 0.5);
            }
        }
    }

    /// <inheritdoc/>
    public bool IsFar => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(int row, uint bits)
    {
        int outcome = 0;
        foreach (long threshold in _thresholds.AsSpan(row * _inner, _inner)) outcome += bits >= threshold ? 1 : 0;
        return outcome;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits, Span<int> outcomes)
    {
        for (int i = 0; i < rows.Length; i++) outcomes[i] = Draw(rows[i], bits[i]);
    }

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits)
    {
        // A row of few outcomes comes at once.
    }
}
