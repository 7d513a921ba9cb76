using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FedPG.Kernels.Linear;

namespace FedPG.Kernels.Tables;

/// <summary>
/// Sampling by counting the cumulative thresholds below the random bits, taken as at least 1: best for few outcomes. As in
/// <see cref="LaneTables"/> thresholds have 32 bits. A row is a vector of four or eight; no bits exceed its unused entries.
/// </summary>
internal readonly struct ThresholdRows : IRowSampler
{
    /// <summary>With more outcomes than this, counting is slower than the alternatives.</summary>
    public const int MaximumOutcomes = 2 * Half;

    private const int Half = 4;

    /// <summary>Tables of up to 32 kB fit in a cache near the core, so draws hardly ever wait for them.</summary>
    private const int NearThresholds = 1 << 13;

    private readonly AlignedArray<uint> _thresholds;
    private readonly bool _isShort;

    /// <summary>Tables for rows of <paramref name="outcomes"/> probabilities, flat.</summary>
    public ThresholdRows(ReadOnlySpan<double> rows, int outcomes)
    {
        _isShort = outcomes - 1 <= Half;
        int count = rows.Length / outcomes, stride = _isShort ? Half : 2 * Half;
        _thresholds = new AlignedArray<uint>(count * stride);
        _thresholds.Span.Fill(uint.MaxValue);
        for (int row = 0; row < count; row++)
        {
            LaneTables.Encode(rows.Slice(row * outcomes, outcomes), _thresholds.Span[(row * stride)..], stride: 1);
        }
    }

    /// <inheritdoc/>
    public bool IsFar => false;

    /// <inheritdoc/>
    public int Draw(int row, uint bits)
    {
        ref uint first = ref _thresholds.First;
        return _isShort ? DrawShort(ref first, row, bits) : DrawLong(ref first, row, bits);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits, Span<int> outcomes)
    {
        ref uint first = ref _thresholds.First;
        if (_isShort) for (int i = 0; i < rows.Length; i++) outcomes[i] = DrawShort(ref first, rows[i], bits[i]);
        else for (int i = 0; i < rows.Length; i++) outcomes[i] = DrawLong(ref first, rows[i], bits[i]);
    }

    /// <inheritdoc/>
    public void Prefetch(ReadOnlySpan<int> rows, ReadOnlySpan<uint> bits) => PrefetchNear(rows);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void PrefetchNear(ReadOnlySpan<int> rows)
    {
        if (_thresholds.Length > NearThresholds) Memory.Prefetch(ref _thresholds.First, rows, _isShort ? Half : 2 * Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DrawShort(ref uint first, int row, uint bits)
    {
        var thresholds = Vector128.LoadUnsafe(ref first, (nuint)(row * Half));
        return BitOperations.PopCount(Vector128.GreaterThan(Vector128.Create(Math.Max(bits, 1)), thresholds).ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DrawLong(ref uint first, int row, uint bits)
    {
        var thresholds = Vector256.LoadUnsafe(ref first, (nuint)(row * 2 * Half));
        return BitOperations.PopCount(Vector256.GreaterThan(Vector256.Create(Math.Max(bits, 1)), thresholds).ExtractMostSignificantBits());
    }
}
