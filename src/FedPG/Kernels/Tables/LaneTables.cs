using System.Runtime.CompilerServices;
using FedPG.Environments;

namespace FedPG.Kernels.Tables;

/// <summary>
/// The 32-bit thresholds of a small environment, arranged for table look-ups within vector registers. The outcome comes after j if the
/// random bits, taken as at least 1, exceed threshold j. Immutable.
/// </summary>
internal sealed class LaneTables
{
    /// <summary>The largest number of states for which a table of actions fits in a register.</summary>
    public const int MaximumStates = 16;

    /// <summary>The largest number of (state, action) pairs for which a table of next states fits in two registers.</summary>
    public const int MaximumPairs = 32;

    private readonly uint[] _start;
    private readonly uint[] _transitions;

    private LaneTables(MarkovDecisionProcess process, ReadOnlySpan<double> initialDistribution)
    {
        Inner = process.States - 1;
        _start = new uint[Inner];
        Encode(initialDistribution, _start, stride: 1);
        _transitions = new uint[Math.Max(Inner, 1) * MaximumPairs];
        int pairs = process.States * process.Actions;
        for (int pair = 0; pair < pairs; pair++)
        {
            Encode(process.Kernel.Row(pair).Probabilities, _transitions.AsSpan(pair), MaximumPairs);
        }
    }

    /// <summary>S − 1: the number of thresholds for a next state.</summary>
    public int Inner { get; }

    /// <summary>The thresholds of the first state, [S−1].</summary>
    public ReadOnlySpan<uint> Start => _start;

    /// <summary>The thresholds of the next states, [S−1][32 pairs].</summary>
    public ReadOnlySpan<uint> Transitions => _transitions;

    /// <summary>Whether tables for that many states and actions fit.</summary>
    public static bool Fits(int states, int actions) => states <= MaximumStates && states * actions <= MaximumPairs;

    /// <summary>The tables of an environment, or null if they do not fit.</summary>
    public static LaneTables? Of(MarkovDecisionProcess process, ReadOnlySpan<double> initialDistribution) =>
        Fits(process.States, process.Actions) ? new LaneTables(process, initialDistribution) : null;

    /// <summary>Encodes one row; outcomes after the last one with a probability above 0 are never reached.</summary>
    /// <param name="row">Probabilities, [n].</param>
    /// <param name="thresholds">The destination of the n − 1 thresholds.</param>
    /// <param name="stride">The distance between thresholds, in elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encode(ReadOnlySpan<double> row, Span<uint> thresholds, int stride)
    {
        int last = row.Length - 1;
        while (last > 0 && row[last] == 0) last--;
        double cumulative = 0;
        for (int j = 0; j < last; j++) thresholds[j * stride] = Thresholds.Encode(cumulative += row[j]);
        for (int j = last; j < row.Length - 1; j++) thresholds[j * stride] = uint.MaxValue;
    }
}
